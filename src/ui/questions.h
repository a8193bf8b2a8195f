/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What they answer with when the person agrees. */
#define RRM_QUESTION_YES "yes"

AdwMessageDialog *rrm_question_cleartext (GtkWindow  *parent);
AdwMessageDialog *rrm_question_host      (GtkWindow  *parent,
                                          const char *host);

G_END_DECLS
