/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/account.h"
#include "setup/field.h"
#include "setup/problem.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * RrmPortNote:
 * @RRM_PORT_NOTE_NONE: nothing to say
 * @RRM_PORT_NOTE_USUAL: it is the usual port for this security
 * @RRM_PORT_NOTE_PROVIDER: it is not, but this provider uses it
 * @RRM_PORT_NOTE_UNUSUAL: it is another one than expected
 *
 * What can be said of a port beside its number.
 */
typedef enum
{
  RRM_PORT_NOTE_NONE,
  RRM_PORT_NOTE_USUAL,
  RRM_PORT_NOTE_PROVIDER,
  RRM_PORT_NOTE_UNUSUAL,
} RrmPortNote;

#define RRM_TYPE_DRAFT (rrm_draft_get_type ())
G_DECLARE_FINAL_TYPE (RrmDraft, rrm_draft, RRM, DRAFT, GObject)

RrmDraft    *rrm_draft_new             (void);
const char  *rrm_draft_get_text        (RrmDraft           *self,
                                        RrmField            field);
void         rrm_draft_set_text        (RrmDraft           *self,
                                        RrmField            field,
                                        const char         *text);
gboolean     rrm_draft_get_flag        (RrmDraft           *self,
                                        RrmField            field);
void         rrm_draft_set_flag        (RrmDraft           *self,
                                        RrmField            field,
                                        gboolean            flag);
RrmSecret   *rrm_draft_get_password    (RrmDraft           *self);
void         rrm_draft_set_password    (RrmDraft           *self,
                                        RrmSecret          *password);
RrmSecret   *rrm_draft_get_outgoing_password (RrmDraft     *self);
void         rrm_draft_set_outgoing_password (RrmDraft     *self,
                                        RrmSecret          *password);
guint        rrm_draft_get_timeout     (RrmDraft           *self);
void         rrm_draft_set_timeout     (RrmDraft           *self,
                                        guint               timeout);
RrmProtocol  rrm_draft_get_protocol    (RrmDraft           *self);
void         rrm_draft_set_protocol    (RrmDraft           *self,
                                        RrmProtocol         protocol);
RrmSecurity  rrm_draft_get_security    (RrmDraft           *self,
                                        gboolean            outgoing);
void         rrm_draft_set_security    (RrmDraft           *self,
                                        gboolean            outgoing,
                                        RrmSecurity         security);
RrmAuth      rrm_draft_get_auth        (RrmDraft           *self,
                                        gboolean            outgoing);
void         rrm_draft_set_auth        (RrmDraft           *self,
                                        gboolean            outgoing,
                                        RrmAuth             auth);
gboolean     rrm_draft_has_own_login   (RrmDraft           *self);
RrmOutgoingLogin rrm_draft_get_outgoing_login (RrmDraft    *self);
void         rrm_draft_set_outgoing_login (RrmDraft        *self,
                                        RrmOutgoingLogin    login);
RrmSource    rrm_draft_get_source      (RrmDraft           *self,
                                        gboolean            outgoing);
guint16      rrm_draft_get_usual_port  (RrmDraft           *self,
                                        gboolean            outgoing);
void         rrm_draft_use_usual_port  (RrmDraft           *self,
                                        gboolean            outgoing);
RrmPortNote  rrm_draft_get_port_note   (RrmDraft           *self,
                                        gboolean            outgoing);
void         rrm_draft_load_service    (RrmDraft           *self,
                                        RrmServiceSettings *service);
void         rrm_draft_load_account    (RrmDraft           *self,
                                        RrmAccount         *account);
RrmAccount  *rrm_draft_to_account      (RrmDraft           *self);
RrmProblem  *rrm_draft_check           (RrmDraft           *self,
                                        RrmField            field);

G_END_DECLS
