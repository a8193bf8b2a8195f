/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/draft-private.h"

#include "model/address.h"
#include "model/provider-map.h"

/* What is chosen for each server: the kind of account, the security, and the port that follows. */

/*< private >
 * rrm_draft_get_service_protocol:
 * @self: a draft
 * @outgoing: which server
 *
 * Returns: what that server talks
 */
RrmProtocol
rrm_draft_get_service_protocol (RrmDraft *self,
                                gboolean outgoing)
{
  return outgoing ? RRM_PROTOCOL_SMTP : self->protocol;
}

/* This provider's own way with its ports, where the server is one of its. */
static RrmServiceSettings *
find_map_settings (RrmDraft *self,
                   gboolean outgoing)
{
  const char *text = self->texts[rrm_field_for (RRM_FIELD_INCOMING_SERVER, outgoing)];
  g_autofree char *host = rrm_host_normalize (text, NULL);

  if (host == NULL)
    return NULL;

  return rrm_provider_map_get_host_settings (rrm_provider_map_get_default (), host,
                                             rrm_draft_get_service_protocol (self, outgoing));
}

/**
 * rrm_draft_get_usual_port:
 * @self: a draft
 * @outgoing: which server
 *
 * Returns: the port that goes with the chosen security. Where this provider is known to use one
 *   port for every kind, it is that one
 */
guint16
rrm_draft_get_usual_port (RrmDraft *self,
                          gboolean outgoing)
{
  g_autoptr (RrmServiceSettings) map = find_map_settings (self, outgoing);

  if (map != NULL && rrm_service_settings_get_security (map) == RRM_SECURITY_AUTO)
    return rrm_service_settings_get_port (map);

  return rrm_default_port (rrm_draft_get_service_protocol (self, outgoing),
                           self->security[outgoing]);
}

/*< private >
 * rrm_draft_parse_number:
 * @text: what was typed
 * @number: (out): what it says
 *
 * Returns: whether it is a number without a sign
 */
gboolean
rrm_draft_parse_number (const char *text,
                        guint64 *number)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  return g_ascii_string_to_unsigned (stripped, 10, 0, G_MAXUINT64, number, NULL);
}

static gboolean
has_usual_port (RrmDraft *self,
                gboolean outgoing)
{
  RrmField field = rrm_field_for (RRM_FIELD_INCOMING_PORT, outgoing);
  guint64 port;

  return rrm_draft_parse_number (self->texts[field], &port) &&
         port == rrm_draft_get_usual_port (self, outgoing);
}

/**
 * rrm_draft_get_port_note:
 * @self: a draft
 * @outgoing: which server
 *
 * Returns: what can be said of the port
 */
RrmPortNote
rrm_draft_get_port_note (RrmDraft *self,
                         gboolean outgoing)
{
  guint16 usual = rrm_default_port (rrm_draft_get_service_protocol (self, outgoing),
                                    self->security[outgoing]);
  RrmField field = rrm_field_for (RRM_FIELD_INCOMING_PORT, outgoing);
  guint64 port;

  if (!rrm_draft_parse_number (self->texts[field], &port) || port == 0 || port > G_MAXUINT16)
    return RRM_PORT_NOTE_NONE;
  if (port == usual)
    return RRM_PORT_NOTE_USUAL;

  return has_usual_port (self, outgoing) ? RRM_PORT_NOTE_PROVIDER : RRM_PORT_NOTE_UNUSUAL;
}

static void
follow_port (RrmDraft *self,
             gboolean outgoing)
{
  g_autofree char *port = g_strdup_printf ("%u", rrm_draft_get_usual_port (self, outgoing));

  rrm_draft_set_text (self, rrm_field_for (RRM_FIELD_INCOMING_PORT, outgoing), port);
}

/**
 * rrm_draft_use_usual_port:
 * @self: a draft
 * @outgoing: which server
 *
 * Puts in the port that goes with the chosen security.
 */
void
rrm_draft_use_usual_port (RrmDraft *self,
                          gboolean outgoing)
{
  follow_port (self, outgoing);
}

/**
 * rrm_draft_set_protocol:
 * @self: a draft
 * @protocol: IMAP or POP3
 *
 * Chooses the kind of account. The port follows, unless it was another than the usual one.
 */
void
rrm_draft_set_protocol (RrmDraft *self,
                        RrmProtocol protocol)
{
  gboolean follows = has_usual_port (self, FALSE);

  g_return_if_fail (protocol != RRM_PROTOCOL_SMTP);
  if (self->protocol == protocol)
    return;

  self->protocol = protocol;
  if (follows)
    follow_port (self, FALSE);
  rrm_draft_emit_changed (self, RRM_FIELD_PROTOCOL);
}

RrmSecurity
rrm_draft_get_security (RrmDraft *self,
                        gboolean outgoing)
{
  return self->security[outgoing];
}

/**
 * rrm_draft_set_security:
 * @self: a draft
 * @outgoing: which server
 * @security: how the connection is protected
 *
 * Chooses the security. The port follows, unless it was another than the usual one.
 */
void
rrm_draft_set_security (RrmDraft *self,
                        gboolean outgoing,
                        RrmSecurity security)
{
  gboolean follows = has_usual_port (self, outgoing);

  if (self->security[outgoing] == security)
    return;

  self->security[outgoing] = security;
  if (follows)
    follow_port (self, outgoing);
  rrm_draft_emit_changed (self, rrm_field_for (RRM_FIELD_INCOMING_SECURITY, outgoing));
}

/**
 * rrm_draft_get_source:
 * @self: a draft
 * @outgoing: which server
 *
 * Returns: where the settings came from; a server that was typed over is the person's own
 */
RrmSource
rrm_draft_get_source (RrmDraft *self,
                      gboolean outgoing)
{
  return self->source[outgoing];
}
