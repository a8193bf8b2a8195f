/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/account.h"

G_BEGIN_DECLS

/**
 * RrmPhoneKind:
 * @RRM_PHONE_IPHONE: Mail on an iPhone or iPad
 * @RRM_PHONE_SAMSUNG: Samsung Email
 * @RRM_PHONE_GMAIL: the Gmail app
 *
 * A mail program of a phone, which has names of its own for everything.
 */
typedef enum
{
  RRM_PHONE_IPHONE,
  RRM_PHONE_SAMSUNG,
  RRM_PHONE_GMAIL,
} RrmPhoneKind;
#define RRM_N_PHONE_KINDS (RRM_PHONE_GMAIL + 1)

/**
 * RrmPhoneField:
 *
 * What the phone shows of each server.
 */
typedef enum
{
  RRM_PHONE_SERVER,
  RRM_PHONE_USERNAME,
  RRM_PHONE_SECURITY,
  RRM_PHONE_PORT,
} RrmPhoneField;
#define RRM_N_PHONE_FIELDS (RRM_PHONE_PORT + 1)

/**
 * RrmPhoneSide:
 * @server: as the person has read it off; "" where they have not
 * @username: the same
 * @port: the same
 * @security: which of [func@phone_list_securities]; 0: the person has not looked
 *
 * One server as the phone shows it.
 */
typedef struct
{
  const char *server;
  const char *username;
  const char *port;
  guint security;
} RrmPhoneSide;

const char        *rrm_phone_get_name        (RrmPhoneKind         kind);
const char        *rrm_phone_get_label       (RrmPhoneKind         kind,
                                              RrmPhoneField        field,
                                              RrmProtocol          protocol);
const char        *rrm_phone_describe_way    (RrmPhoneKind         kind);
char             **rrm_phone_list_securities (RrmPhoneKind         kind);
RrmAccount        *rrm_phone_to_account      (RrmPhoneKind         kind,
                                              const char          *address,
                                              RrmProtocol          protocol,
                                              const RrmPhoneSide  *incoming,
                                              const RrmPhoneSide  *outgoing);
char             **rrm_phone_list_unsaid     (gboolean             knows_protocol,
                                              const RrmPhoneSide  *incoming,
                                              const RrmPhoneSide  *outgoing);

G_END_DECLS
