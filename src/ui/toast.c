/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/toast.h"

/**
 * rrm_toast_show:
 * @overlay: where
 * @text: what to say
 *
 * Says something in passing. A toast would read its title as markup; what is said here can hold the
 * name of a file.
 */
void
rrm_toast_show (AdwToastOverlay *overlay,
                const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_toast_overlay_add_toast (overlay, adw_toast_new (escaped));
}
