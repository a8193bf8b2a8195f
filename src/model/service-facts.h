/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/enums.h"

#include <glib.h>

G_BEGIN_DECLS

/**
 * RrmFolderUse:
 *
 * What a folder is for (RFC 6154).
 */
typedef enum
{
  RRM_FOLDER_SENT,
  RRM_FOLDER_DRAFTS,
  RRM_FOLDER_TRASH,
  RRM_FOLDER_JUNK,
} RrmFolderUse;
#define RRM_N_FOLDER_USES (RRM_FOLDER_JUNK + 1)

/**
 * RrmServiceFacts:
 * @greeting: (nullable): the first line of the server, cleaned
 * @capabilities: (nullable) (array zero-terminated=1): what it announced last, a capability each,
 *   as on the wire ("AUTH=PLAIN", "STARTTLS"; for SMTP an EHLO line each, "AUTH LOGIN PLAIN")
 * @mechanism: the way to sign in that was used; %RRM_AUTH_AUTO when none was
 * @login_command: the protocol's own login command was used, no SASL
 * @secret_sent: a byte of the password, or of something made from it, has left
 * @login_accepted: the server said yes
 * @has_quota: whether the two next fields are known
 * @quota_used: in KiB (RFC 9208)
 * @quota_limit: in KiB
 * @has_messages: whether @messages is known
 * @messages: in INBOX
 * @folders: (nullable elements): by their use, the folders that an IMAP server named by itself; in
 *   UTF-8, levels parted by '/'
 * @size_limit: of one message in bytes (RFC 1870), 0 when none was told
 * @handed_over: (outgoing) a whole message has left: without an answer nobody knows what became of
 *   it
 * @letter_left: (incoming) our message arrived, and still lies there, perhaps marked as deleted
 *
 * What a service showed of itself beside its steps.
 */
typedef struct
{
  char *greeting;
  char **capabilities;
  RrmAuth mechanism;
  gboolean login_command;
  gboolean secret_sent;
  gboolean login_accepted;
  gboolean has_quota;
  guint64 quota_used;
  guint64 quota_limit;
  gboolean has_messages;
  guint64 messages;
  char *folders[RRM_N_FOLDER_USES];
  guint64 size_limit;
  gboolean handed_over;
  gboolean letter_left;
} RrmServiceFacts;

RrmServiceFacts *rrm_service_facts_new            (void);
void             rrm_service_facts_free           (RrmServiceFacts       *facts);
void             rrm_service_facts_set_capabilities (RrmServiceFacts     *facts,
                                                   const char *const     *capabilities);
gboolean         rrm_service_facts_has_capability (const RrmServiceFacts *facts,
                                                   const char            *capability);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmServiceFacts, rrm_service_facts_free)

G_END_DECLS
