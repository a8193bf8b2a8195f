/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clients/client.h"

G_BEGIN_DECLS

/* The numbers that Thunderbird gives to the kinds of security and of authentication. */
RrmSecurity  rrm_thunderbird_parse_security  (const char          *text);
const char  *rrm_thunderbird_write_security  (RrmSecurity          security);
RrmAuth      rrm_thunderbird_parse_auth      (const char          *text,
                                              const char         **other);
const char  *rrm_thunderbird_write_auth      (RrmAuth              auth);
const char  *rrm_thunderbird_get             (RrmDocument         *prefs,
                                              const char          *format,
                                              ...) G_GNUC_PRINTF (2, 3);
gboolean     rrm_thunderbird_set             (RrmClientProfile    *profile,
                                              RrmClientAccount    *account,
                                              const char          *key,
                                              const char          *value,
                                              GError             **error);
gboolean     rrm_thunderbird_split           (RrmClientProfile    *profile,
                                              RrmClientAccount    *account,
                                              GError             **error);
gboolean     rrm_thunderbird_remove          (RrmClientProfile    *profile,
                                              const char          *entry,
                                              GError             **error);

/* What the version that used a profile goes by: thunderbird-version.c */
char        *rrm_thunderbird_read_version    (const RrmClientProfile *profile,
                                              RrmDocument         *prefs);
const char  *rrm_thunderbird_choose_name     (const RrmClientProfile *profile,
                                              RrmDocument         *prefs,
                                              const char          *server,
                                              const char          *first);

/* Where the folders of a server are named: thunderbird-folders.c */
gboolean     rrm_thunderbird_rename_folders (RrmClientProfile *profile,
                                             const char       *old_root,
                                             const char       *new_root,
                                             GError          **error);

/* Which servers have a kept password: thunderbird-logins.c */
void         rrm_thunderbird_mark_stored     (RrmClientProfile    *profile,
                                              const char          *folder);

G_END_DECLS
