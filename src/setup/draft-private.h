/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "setup/draft.h"

G_BEGIN_DECLS

/* What is offered where mail is to go from the server one day; as in other programs. */
#define RRM_USUAL_DAYS "14"

/**
 * RrmDraft:
 *
 * What the person has filled in so far, right or wrong: nothing typed is lost because it cannot be
 * used. What can be wrong with it tells [method@Draft.check]; an account is made of it when nothing
 * is.
 */
struct _RrmDraft
{
  GObject parent_instance;

  /* Of the fields that are typed; never %NULL there. */
  char *texts[RRM_N_FIELDS];
  /* The address before it was emptied, to be typed again; else NULL. */
  char *emptied_address;
  /* Of the fields that are switched. */
  gboolean flags[RRM_N_FIELDS];
  RrmSecret *password;
  /* Means nothing unless the outgoing server has a login of its own. */
  RrmSecret *outgoing_password;
  RrmProtocol protocol;
  /* By direction: incoming, outgoing. */
  RrmSecurity security[2];
  /* Never %RRM_AUTH_NONE: that is said by the flag and the login. */
  RrmAuth auth[2];
  RrmSource source[2];
  RrmOutgoingLogin login;
  /* In seconds; 0 where nobody has chosen. */
  guint timeout;
  /* What has no field of its own travels along. */
  RrmAccount *rest;
};

void        rrm_draft_emit_changed         (RrmDraft   *self,
                                            RrmField    field);
RrmProtocol rrm_draft_get_service_protocol (RrmDraft   *self,
                                            gboolean    outgoing);
gboolean    rrm_draft_parse_number         (const char *text,
                                            guint64    *number);
void        rrm_draft_follow_login         (RrmDraft   *self,
                                            RrmField    field);

G_END_DECLS
