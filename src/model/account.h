/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/secret.h"
#include "model/service-settings.h"

#include <glib-object.h>

G_BEGIN_DECLS

#define RRM_TYPE_ACCOUNT (rrm_account_get_type ())
G_DECLARE_FINAL_TYPE (RrmAccount, rrm_account, RRM, ACCOUNT, GObject)

RrmAccount         *rrm_account_new                   (const char         *address);
RrmAccount         *rrm_account_copy                  (RrmAccount         *self);
const char         *rrm_account_get_address           (RrmAccount         *self);
const char         *rrm_account_get_name              (RrmAccount         *self);
const char         *rrm_account_get_organization      (RrmAccount         *self);
const char         *rrm_account_get_reply_address     (RrmAccount         *self);
RrmServiceSettings *rrm_account_get_incoming          (RrmAccount         *self);
RrmServiceSettings *rrm_account_get_outgoing          (RrmAccount         *self);
RrmOutgoingLogin    rrm_account_get_outgoing_login    (RrmAccount         *self);
guint               rrm_account_get_timeout           (RrmAccount         *self);
gboolean            rrm_account_get_leave_on_server   (RrmAccount         *self);
gboolean            rrm_account_get_ipv4_only         (RrmAccount         *self);
guint               rrm_account_get_remove_after_days (RrmAccount         *self);
gboolean            rrm_account_get_remove_when_deleted (RrmAccount       *self);
const char         *rrm_account_get_root_folder     (RrmAccount         *self);
const char         *rrm_account_get_sent_folder     (RrmAccount         *self);
const char         *rrm_account_get_drafts_folder   (RrmAccount         *self);
const char         *rrm_account_get_trash_folder    (RrmAccount         *self);
const char         *rrm_account_get_junk_folder     (RrmAccount         *self);
void                rrm_account_set_address           (RrmAccount         *self,
                                                       const char         *address);
void                rrm_account_set_name              (RrmAccount         *self,
                                                       const char         *name);
void                rrm_account_set_organization      (RrmAccount         *self,
                                                       const char         *organization);
void                rrm_account_set_reply_address     (RrmAccount         *self,
                                                       const char         *reply_address);
void                rrm_account_set_incoming          (RrmAccount         *self,
                                                       RrmServiceSettings *incoming);
void                rrm_account_set_outgoing          (RrmAccount         *self,
                                                       RrmServiceSettings *outgoing);
void                rrm_account_set_outgoing_login    (RrmAccount         *self,
                                                       RrmOutgoingLogin    outgoing_login);
void                rrm_account_set_timeout           (RrmAccount         *self,
                                                       guint               timeout);
void                rrm_account_set_leave_on_server   (RrmAccount         *self,
                                                       gboolean            leave_on_server);
void                rrm_account_set_ipv4_only         (RrmAccount         *self,
                                                       gboolean            ipv4_only);
void                rrm_account_set_remove_after_days (RrmAccount         *self,
                                                       guint               remove_after_days);
void                rrm_account_set_remove_when_deleted (RrmAccount       *self,
                                                       gboolean            remove_when_deleted);
void                rrm_account_set_root_folder     (RrmAccount         *self,
                                                       const char         *root_folder);
void                rrm_account_set_sent_folder     (RrmAccount         *self,
                                                       const char         *sent_folder);
void                rrm_account_set_drafts_folder   (RrmAccount         *self,
                                                       const char         *drafts_folder);
void                rrm_account_set_trash_folder    (RrmAccount         *self,
                                                       const char         *trash_folder);
void                rrm_account_set_junk_folder     (RrmAccount         *self,
                                                       const char         *junk_folder);
RrmSecret          *rrm_account_get_password          (RrmAccount         *self,
                                                       gboolean            outgoing);
void                rrm_account_set_password          (RrmAccount         *self,
                                                       RrmSecret          *password);
void                rrm_account_set_outgoing_password (RrmAccount         *self,
                                                       RrmSecret          *password);

G_END_DECLS
