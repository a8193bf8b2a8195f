/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/adders.h"
#include "clients/bus.h"
#include "export/format.h"

#include <string.h>

/* An account for GNOME Online Accounts goes to its service, which keeps the password in the
 * keyring. The service tells nobody when the keyring refuses: so it is asked afterwards. */

#define NAME "org.gnome.OnlineAccounts"
#define ROOT "/org/gnome/OnlineAccounts"
#define MANAGER ROOT "/Manager"
#define ACCOUNT_INTERFACE NAME ".Account"
#define MAIL_INTERFACE NAME ".Mail"
#define PROVIDER "imap_smtp"
#define KEYRING "org.freedesktop.secrets"

/* A service that cannot reach the keyring sees from its file that the account is gone. */
#define GONE_TRIES 20
#define GONE_PAUSE (G_USEC_PER_SEC / 5)

/* What tells one account from another, by its properties. */
static const char *const mail_facts[] = {
  "EmailAddress", "ImapHost", "ImapUseSsl", "ImapUseTls", "ImapUserName",
  "SmtpHost",     "SmtpUseSsl", "SmtpUseTls", "SmtpUserName", NULL,
};

/**
 * rrm_goa_can_add:
 * @roots: where to look
 *
 * Returns: whether its service can be reached on this computer
 */
gboolean
rrm_goa_can_add (const RrmClientRoots *roots)
{
  g_autofree char *name = rrm_bus_find (NAME);

  return name != NULL;
}

/* The exporter's file has one group, with the details' own names. */
static GVariant *
make_call (GKeyFile *file,
           const char *group,
           GVariant *credentials)
{
  g_auto (GStrv) keys = g_key_file_get_keys (file, group, NULL, NULL);
  g_autofree char *identity = g_key_file_get_string (file, group, "Identity", NULL);
  g_autofree char *shown = g_key_file_get_string (file, group, "PresentationIdentity", NULL);
  GVariantBuilder details;

  g_variant_builder_init (&details, G_VARIANT_TYPE ("a{ss}"));
  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autofree char *value = g_key_file_get_string (file, group, keys[i], NULL);

      if (!g_str_equal (keys[i], "Provider") && !g_str_equal (keys[i], "Identity") &&
          !g_str_equal (keys[i], "PresentationIdentity"))
        g_variant_builder_add (&details, "{ss}", keys[i], value);
    }

  return g_variant_new ("(sss@a{sv}a{ss})", PROVIDER, identity, shown, credentials, &details);
}

static gboolean
add_password (GVariantBuilder *credentials,
              const char *key,
              RrmServiceSettings *settings,
              RrmSecret *password,
              GError **error)
{
  if (rrm_service_settings_get_auth (settings) == RRM_AUTH_NONE)
    return TRUE;
  if (password == NULL)
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_NO_PASSWORD, "password");
  g_variant_builder_add (credentials, "{sv}", key,
                         g_variant_new_string (rrm_secret_peek (password, NULL)));

  return TRUE;
}

/* It puts name and password between quotes for the server as they are, so these would end there,
 * and it would call the password wrong. */
static gboolean
can_quote (RrmAccount *account,
           GError **error)
{
  const char *name = rrm_service_settings_get_username (rrm_account_get_incoming (account));
  RrmSecret *password = rrm_account_get_password (account, FALSE);

  if (strpbrk (name, "\"\\") != NULL)
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_CHARACTER, "incoming.username");
  if (password != NULL && strpbrk (rrm_secret_peek (password, NULL), "\"\\") != NULL)
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_CHARACTER, "password");

  return TRUE;
}

static GVariant *
make_credentials (RrmAccount *account,
                  GError **error)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{sv}"));
  if (!can_quote (account, error) ||
      !add_password (&builder, "imap-password", rrm_account_get_incoming (account),
                     rrm_account_get_password (account, FALSE), error) ||
      !add_password (&builder, "smtp-password", rrm_account_get_outgoing (account),
                     rrm_account_get_password (account, TRUE), error))
    {
      g_variant_builder_clear (&builder);
      return NULL;
    }

  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

static GKeyFile *
export (RrmAccount *account,
        char **group,
        GError **error)
{
  g_autoptr (GPtrArray) files =
    rrm_format_export (rrm_format_find ("goa"), account, NULL, error);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  const RrmExportFile *first;

  if (files == NULL)
    return NULL;
  first = g_ptr_array_index (files, 0);
  if (!g_key_file_load_from_bytes (file, first->contents, G_KEY_FILE_NONE, error))
    return NULL;
  *group = g_key_file_get_start_group (file);

  return g_steal_pointer (&file);
}

/* A mail account of any provider that has this address. */
static gboolean
is_there (GVariant *objects,
          const char *address)
{
  GVariantIter iter;
  GVariant *interfaces;

  g_variant_iter_init (&iter, objects);
  while (g_variant_iter_loop (&iter, "{&o@a{sa{sv}}}", NULL, &interfaces))
    {
      g_autoptr (GVariant) mail =
        g_variant_lookup_value (interfaces, MAIL_INTERFACE, G_VARIANT_TYPE_VARDICT);
      const char *there = NULL;

      if (mail != NULL && g_variant_lookup (mail, "EmailAddress", "&s", &there) &&
          g_ascii_strcasecmp (there, address) == 0)
        {
          g_variant_unref (interfaces);
          return TRUE;
        }
    }

  return FALSE;
}

static gboolean
is_new (RrmAccount *account,
        GError **error)
{
  g_autoptr (GVariant) objects = rrm_bus_list (NAME, ROOT, error);

  if (objects == NULL)
    return FALSE;
  if (is_there (objects, rrm_account_get_address (account)))
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_EXISTS, NULL);

  return TRUE;
}

static gboolean
has_keyring (GError **error)
{
  g_autoptr (GVariant) answer =
    rrm_bus_call (KEYRING, "/org/freedesktop/secrets", "org.freedesktop.DBus.Peer.Ping", NULL,
                  "()", RRM_BUS_SOON, NULL);

  return answer != NULL || rrm_client_refuse (error, RRM_CLIENT_ERROR_NO_KEYRING, KEYRING);
}

static char **
read_facts (const char *object,
            GError **error)
{
  g_autoptr (GVariant) answer =
    rrm_bus_call (NAME, object, "org.freedesktop.DBus.Properties.GetAll",
                  g_variant_new ("(s)", MAIL_INTERFACE), "(a{sv})", RRM_BUS_SOON, error);
  g_autoptr (GVariant) properties = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (answer == NULL)
    return NULL;
  properties = g_variant_get_child_value (answer, 0);
  for (guint i = 0; mail_facts[i] != NULL; i++)
    {
      g_autoptr (GVariant) value = g_variant_lookup_value (properties, mail_facts[i], NULL);
      g_autofree char *text = value != NULL ? g_variant_print (value, FALSE) : g_strdup ("");
      g_autofree char *fact = g_strdup_printf ("%s=%s", mail_facts[i], text);

      g_strv_builder_add (builder, fact);
    }

  return g_strv_builder_end (builder);
}

static gboolean
is_gone (const char *object)
{
  for (guint i = 0; i < GONE_TRIES; i++)
    {
      g_autoptr (GError) error = NULL;
      g_auto (GStrv) facts = read_facts (object, &error);

      if (g_error_matches (error, RRM_CLIENT_ERROR, RRM_CLIENT_ERROR_GONE))
        return TRUE;
      g_usleep (GONE_PAUSE);
    }

  return FALSE;
}

/* It says that it could not when the password stays in the keyring, even where the account goes. */
static gboolean
remove_object (const char *object,
               GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GVariant) answer =
    rrm_bus_call (NAME, object, ACCOUNT_INTERFACE ".Remove", NULL, "()", RRM_BUS_SOON, &cause);

  if (answer != NULL ||
      (g_error_matches (cause, RRM_CLIENT_ERROR, RRM_CLIENT_ERROR_REFUSED) && is_gone (object)))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&cause));

  return FALSE;
}

/* Whether the keyring has taken every password. */
static gboolean
are_kept (const char *object,
          GVariant *credentials)
{
  GVariantIter iter;
  const char *key;
  gboolean kept = TRUE;

  g_variant_iter_init (&iter, credentials);
  while (kept && g_variant_iter_next (&iter, "{&sv}", &key, NULL))
    {
      g_autoptr (GVariant) answer =
        rrm_bus_call (NAME, object, NAME ".PasswordBased.GetPassword", g_variant_new ("(s)", key),
                      "(s)", RRM_BUS_SOON, NULL);

      kept = answer != NULL;
    }

  return kept;
}

/* Makes it, and takes it out again where it would have to be mended by hand. */
static char *
make_account (GKeyFile *file,
              const char *group,
              GVariant *credentials,
              GError **error)
{
  g_autoptr (GVariant) answer =
    rrm_bus_call (NAME, MANAGER, NAME ".Manager.AddAccount",
                  make_call (file, group, credentials), "(o)", RRM_BUS_PERSON, error);
  char *object;

  if (answer == NULL)
    return NULL;
  g_variant_get (answer, "(o)", &object);
  if (are_kept (object, credentials))
    return object;
  if (remove_object (object, error))
    rrm_client_refuse (error, RRM_CLIENT_ERROR_KEYRING_REFUSED, NAME);
  g_free (object);

  return NULL;
}

/**
 * rrm_goa_add:
 * @roots: where it keeps its accounts
 * @account: an account with its passwords
 * @note: where to say what was made
 * @error: return location for an error of %RRM_CLIENT_ERROR or %RRM_EXPORT_ERROR
 *
 * Adds an account. Waits as long as the keyring asks the person to open it.
 *
 * Returns: whether it is there, and its passwords are in the keyring
 */
gboolean
rrm_goa_add (const RrmClientRoots *roots,
             RrmAccount *account,
             RrmClientNote *note,
             GError **error)
{
  g_autofree char *group = NULL;
  g_autoptr (GKeyFile) file = export (account, &group, error);
  g_autoptr (GVariant) credentials = file != NULL ? make_credentials (account, error) : NULL;

  if (credentials == NULL || !is_new (account, error) || !has_keyring (error))
    return FALSE;

  note->object = make_account (file, group, credentials, error);
  if (note->object == NULL)
    return FALSE;
  note->profile = g_build_filename (roots->config, "goa-1.0", "accounts.conf", NULL);
  note->facts = read_facts (note->object, error);

  return note->facts != NULL;
}

/**
 * rrm_goa_take_out:
 * @note: an account that was added
 * @folder: where the copies are
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Returns: whether it was removed, its passwords too; refused where it is not the same any more
 */
gboolean
rrm_goa_take_out (const RrmClientNote *note,
                  const char *folder,
                  GError **error)
{
  g_auto (GStrv) facts = read_facts (note->object, error);

  return facts != NULL && rrm_client_note_holds (note, facts, error) &&
         remove_object (note->object, error);
}
