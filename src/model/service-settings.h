/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/enums.h"

#include <glib-object.h>

G_BEGIN_DECLS

#define RRM_TYPE_SERVICE_SETTINGS (rrm_service_settings_get_type ())
G_DECLARE_FINAL_TYPE (RrmServiceSettings, rrm_service_settings, RRM, SERVICE_SETTINGS, GObject)

RrmServiceSettings *rrm_service_settings_new          (RrmProtocol         protocol,
                                                       const char         *host,
                                                       guint16             port,
                                                       RrmSecurity         security);
RrmServiceSettings *rrm_service_settings_copy         (RrmServiceSettings *self);
gboolean            rrm_service_settings_equal        (RrmServiceSettings *self,
                                                       RrmServiceSettings *other);
RrmProtocol         rrm_service_settings_get_protocol (RrmServiceSettings *self);
const char         *rrm_service_settings_get_host     (RrmServiceSettings *self);
guint16             rrm_service_settings_get_port     (RrmServiceSettings *self);
RrmSecurity         rrm_service_settings_get_security (RrmServiceSettings *self);
const char         *rrm_service_settings_get_username (RrmServiceSettings *self);
RrmAuth             rrm_service_settings_get_auth     (RrmServiceSettings *self);
RrmSource           rrm_service_settings_get_source   (RrmServiceSettings *self);
void                rrm_service_settings_set_protocol (RrmServiceSettings *self,
                                                       RrmProtocol         protocol);
void                rrm_service_settings_set_host     (RrmServiceSettings *self,
                                                       const char         *host);
void                rrm_service_settings_set_port     (RrmServiceSettings *self,
                                                       guint16             port);
void                rrm_service_settings_set_security (RrmServiceSettings *self,
                                                       RrmSecurity         security);
void                rrm_service_settings_set_username (RrmServiceSettings *self,
                                                       const char         *username);
void                rrm_service_settings_set_auth     (RrmServiceSettings *self,
                                                       RrmAuth             auth);
void                rrm_service_settings_set_source   (RrmServiceSettings *self,
                                                       RrmSource           source);

/* The attribute of a keyring's item that names a login; see rrm_login_id(). */
#define RRM_LOGIN_ATTRIBUTE "rrmail-login"

char               *rrm_login_id                      (RrmProtocol         protocol,
                                                       const char         *host,
                                                       guint16             port,
                                                       const char         *username);

G_END_DECLS
