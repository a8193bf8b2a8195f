/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "setup/setup.h"
#include "ui/flow-page.h"
#include "ui/question.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RRM_TYPE_WINDOW (rrm_window_get_type ())
G_DECLARE_FINAL_TYPE (RrmWindow, rrm_window, RRM, WINDOW, AdwApplicationWindow)

RrmWindow   *rrm_window_new            (GtkApplication  *application,
                                        RrmSetup        *setup);
RrmSetup    *rrm_window_get_setup      (RrmWindow       *self);
RrmFlowPage *rrm_window_get_shown_page (RrmWindow       *self);
void         rrm_window_show_wrong     (RrmWindow       *self,
                                        RrmField         field);
void         rrm_window_say            (RrmWindow       *self,
                                        const char      *text);
void         rrm_window_ask            (RrmWindow       *self,
                                        const char      *heading,
                                        const char      *body,
                                        const char      *agree,
                                        RrmAgreement     agreement,
                                        RrmQuestionFunc  agreed,
                                        gpointer         data,
                                        GDestroyNotify   destroy);
RrmQuestion *rrm_window_open_question  (RrmWindow       *self);

G_END_DECLS
