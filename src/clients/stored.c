/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/stored.h"

#include "clients/client.h"

#include <glib/gstdio.h>

/* Passwords that programs keep: since when at the latest, and what that says after a change. */

/* Who has changed the password in a file has written the file. It may be written for other reasons,
 * too, so this is the latest time. */
static gint64
get_written (const RrmClientPlace *place)
{
  GStatBuf status;

  if (place->document == NULL ||
      g_stat (rrm_document_get_path (place->document), &status) != 0)
    return 0;

  return status.st_mtime;
}

/**
 * rrm_client_date_passwords:
 * @profile: a profile that was read
 *
 * Tells since when a password stands in a file, where the program itself does not tell it better.
 */
void
rrm_client_date_passwords (RrmClientProfile *profile)
{
  for (guint i = 0; i < profile->accounts->len; i++)
    {
      RrmClientAccount *account = g_ptr_array_index (profile->accounts, i);

      if (account->stored == RRM_CLIENT_STORED_YES && account->saved == 0)
        account->saved = get_written (&account->place);
    }
  for (guint i = 0; i < profile->entries->len; i++)
    {
      RrmClientEntry *entry = g_ptr_array_index (profile->entries, i);

      if (entry->stored == RRM_CLIENT_STORED_YES && entry->saved == 0)
        entry->saved = get_written (&entry->place);
    }
}

/**
 * rrm_client_judge_stored:
 * @stored: whether a password is kept
 * @saved: when it was saved at the latest, 0 where nobody can tell
 * @changed: when the password was changed at the earliest, 0 where nobody can tell
 *
 * Returns: what can be said of it
 */
RrmHeld
rrm_client_judge_stored (RrmClientStored stored,
                         gint64 saved,
                         gint64 changed)
{
  if (stored == RRM_CLIENT_STORED_NO)
    return RRM_HELD_NONE;
  if (stored == RRM_CLIENT_STORED_YES && saved > 0 && changed > 0 && saved < changed)
    return RRM_HELD_OLD;

  return stored == RRM_CLIENT_STORED_YES ? RRM_HELD_MAYBE : RRM_HELD_UNKNOWN;
}

static char *
format_day (gint64 seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (seconds);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d") : NULL;
}

/**
 * rrm_client_audit_password:
 * @profile: what a program has configured
 * @account: one of its accounts
 * @changed: when the password was changed at the earliest, in seconds since 1970; 0 where nobody
 *   can tell
 * @incoming_works: whether the new password was accepted by the incoming server
 * @outgoing_works: likewise by the outgoing one
 *
 * A kept password is known to be old where it was saved before the change, and the server takes the
 * new one. Without both nothing is claimed.
 *
 * Returns: (transfer full) (nullable): that an old one is kept, for one server or both
 */
RrmFinding *
rrm_client_audit_password (const RrmClientProfile *profile,
                           const RrmClientAccount *account,
                           gint64 changed,
                           gboolean incoming_works,
                           gboolean outgoing_works)
{
  const RrmClientEntry *entry =
    account->entry != NULL ? rrm_client_profile_find_entry (profile, account->entry) : NULL;
  gboolean incoming =
    incoming_works && rrm_client_judge_stored (account->stored, account->saved, changed) ==
                        RRM_HELD_OLD;
  gboolean outgoing =
    outgoing_works && entry != NULL &&
    rrm_client_judge_stored (entry->stored, entry->saved, changed) == RRM_HELD_OLD;
  g_autofree char *saved = NULL;
  RrmFinding *finding;

  if (!incoming && !outgoing)
    return NULL;

  finding = rrm_finding_new (RRM_FINDING_CLIENT_PASSWORD_OLD);
  saved = format_day (MAX (incoming ? account->saved : 0, outgoing ? entry->saved : 0));
  rrm_finding_set_detail (finding, "program", profile->client->name);
  rrm_finding_set_detail (finding, "address", rrm_account_get_address (account->account));
  rrm_finding_set_detail (finding, "side",
                          incoming && outgoing ? "both" : incoming ? "incoming" : "outgoing");
  rrm_finding_set_detail (finding, "saved", saved);

  return finding;
}
