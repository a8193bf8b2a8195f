/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/connection.h"

G_BEGIN_DECLS

/**
 * RrmPracticeLoginWords:
 * @verb: the command that begins SASL: AUTH or AUTHENTICATE
 * @prompt: what stands before a challenge
 * @accepted: the usual yes
 * @rejected: the usual no
 * @cancelled: to a client that breaks off
 * @malformed: to what is no Base64 or no such message
 * @unknown: to a mechanism that is not offered
 * @needs_tls: to a login in clear where TLS could be
 *
 * One protocol's words around a login.
 */
typedef struct
{
  const char *verb;
  const char *prompt;
  const char *accepted;
  const char *rejected;
  const char *cancelled;
  const char *malformed;
  const char *unknown;
  const char *needs_tls;
} RrmPracticeLoginWords;

/**
 * RrmPracticeLogin:
 *
 * One login on its way.
 */
typedef struct
{
  RrmPracticeConnection *connection;
  const RrmPracticeLoginWords *words;
} RrmPracticeLogin;

gboolean rrm_practice_login_is_allowed (RrmPracticeConnection       *connection);
gboolean rrm_practice_login_is_offered (RrmPracticeConnection       *connection,
                                        const char                  *mechanism);
char    *rrm_practice_login_dup_offer  (RrmPracticeConnection       *connection);
gboolean rrm_practice_login_sasl       (RrmPracticeConnection       *connection,
                                        const RrmPracticeLoginWords *words,
                                        const char                  *mechanism,
                                        const char                  *initial);
gboolean rrm_practice_login_password   (RrmPracticeConnection       *connection,
                                        const RrmPracticeLoginWords *words,
                                        const char                  *user,
                                        const char                  *password,
                                        gsize                        length);
gboolean rrm_practice_login_verdict    (const RrmPracticeLogin      *login,
                                        const char                  *user,
                                        const char                  *proof,
                                        gsize                        length,
                                        gboolean                     accepted);
gboolean rrm_practice_login_malformed  (const RrmPracticeLogin      *login);
char    *rrm_practice_login_ask        (const RrmPracticeLogin      *login,
                                        const char                  *challenge,
                                        gsize                       *length,
                                        gboolean                    *go_on);

G_END_DECLS
