/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "setup/setup.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RRM_TYPE_FLOW_PAGE (rrm_flow_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (RrmFlowPage, rrm_flow_page, RRM, FLOW_PAGE, AdwBin)

/**
 * RrmFlowPageClass:
 * @shown: the page has come up; it puts the focus where the work is
 * @show_wrong: a field of this page keeps the flow from going on; it marks and focuses it
 *
 * What the pages of the flow have in common.
 */
struct _RrmFlowPageClass
{
  AdwBinClass parent_class;

  void (*shown)      (RrmFlowPage *self);
  void (*show_wrong) (RrmFlowPage *self,
                      RrmField     field);
};

RrmSetup       *rrm_flow_page_get_setup    (RrmFlowPage    *self);
GtkEntryBuffer *rrm_flow_page_get_password (RrmFlowPage    *self);
const char     *rrm_flow_page_get_title    (RrmFlowPage    *self);
void            rrm_flow_page_shown        (RrmFlowPage    *self);
void            rrm_flow_page_show_wrong   (RrmFlowPage    *self,
                                            RrmField        field);

G_END_DECLS
