/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/keyring.h"

#include <libsecret/secret.h>

static const SecretSchema *
get_schema (void)
{
  static const SecretSchema schema = {
    .name = APPLICATION_ID,
    .flags = SECRET_SCHEMA_NONE,
    .attributes = {
      { "protocol", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "server", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "port", SECRET_SCHEMA_ATTRIBUTE_INTEGER },
      { "user", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { RRM_LOGIN_ATTRIBUTE, SECRET_SCHEMA_ATTRIBUTE_STRING },
    },
  };

  return &schema;
}

static GHashTable *
get_attributes (RrmServiceSettings *settings)
{
  return secret_attributes_build (
    get_schema (), "protocol",
    rrm_protocol_to_string (rrm_service_settings_get_protocol (settings)), "server",
    rrm_service_settings_get_host (settings), "port",
    (int) rrm_service_settings_get_port (settings), "user",
    rrm_service_settings_get_username (settings), NULL);
}

/* The bus ends a program that it leaves, unless that says otherwise; who tests an account, or types
 * one in, can do without it. */
static void
outlive_bus (void)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  if (bus != NULL)
    g_dbus_connection_set_exit_on_close (bus, FALSE);
}

/* Returns: (transfer full): what it comes to for the person; without an error, they have closed the
 *   question for the password of the keyring */
static GError *
make_store_error (const GError *error)
{
  GIOErrorEnum code = G_IO_ERROR_FAILED;

  if (error == NULL || g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    code = G_IO_ERROR_PERMISSION_DENIED;
  else if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY) ||
           g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
           g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
           g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) ||
           g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    code = G_IO_ERROR_TIMED_OUT;

  return g_error_new_literal (G_IO_ERROR, (int) code, error != NULL ? error->message : "Locked");
}

static void
on_stored (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  outlive_bus ();
  if (secret_password_store_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, make_store_error (error));
}

/**
 * rrm_keyring_store_async:
 * @settings: the server and the user name that it is for
 * @password: the password
 * @cancellable: (nullable): stops it
 * @callback: called at its end
 * @user_data: for @callback
 *
 * Keeps a password in the person's keyring (the Secret Service). Only ever called because the
 * person asked for it.
 */
void
rrm_keyring_store_async (RrmServiceSettings *settings,
                         RrmSecret *password,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GHashTable) attributes = get_attributes (settings);
  g_autofree char *label = g_strdup_printf ("%s, %s", rrm_service_settings_get_username (settings),
                                            rrm_service_settings_get_host (settings));
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, rrm_keyring_store_async);
  /* For mail programs that ask "secret-tool lookup"; our own look-ups go by the rest. */
  g_hash_table_insert (attributes, g_strdup (RRM_LOGIN_ATTRIBUTE),
                       rrm_login_id (rrm_service_settings_get_protocol (settings),
                                     rrm_service_settings_get_host (settings),
                                     rrm_service_settings_get_port (settings),
                                     rrm_service_settings_get_username (settings)));
  secret_password_storev (get_schema (), attributes, SECRET_COLLECTION_DEFAULT, label,
                          rrm_secret_peek (password, NULL), cancellable, on_stored, task);
}

/**
 * rrm_keyring_store_finish:
 * @result: what the callback got
 * @error: return location for an error of %G_IO_ERROR: %G_IO_ERROR_PERMISSION_DENIED where the
 *   keyring stays locked, %G_IO_ERROR_TIMED_OUT where it has not answered
 *
 * Returns: whether the password is kept
 */
gboolean
rrm_keyring_store_finish (GAsyncResult *result,
                          GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_looked_up (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *password = secret_password_lookup_nonpageable_finish (result, &error);

  outlive_bus ();
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_return_pointer (task, password != NULL ? rrm_secret_new (password, -1) : NULL,
                         (GDestroyNotify) rrm_secret_unref);
  secret_password_free (password);
}

/**
 * rrm_keyring_lookup_async:
 * @settings: the server and the user name that it is for
 * @cancellable: (nullable): stops it
 * @callback: called at its end
 * @user_data: for @callback
 *
 * Asks the keyring for a password that this program kept there.
 */
void
rrm_keyring_lookup_async (RrmServiceSettings *settings,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GHashTable) attributes = get_attributes (settings);
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, rrm_keyring_lookup_async);
  secret_password_lookupv (get_schema (), attributes, cancellable, on_looked_up, task);
}

/**
 * rrm_keyring_lookup_finish:
 * @result: what the callback got
 * @error: return location for an error; no keyring at all is a usual one
 *
 * Returns: (transfer full) (nullable): the password, if one is kept
 */
RrmSecret *
rrm_keyring_lookup_finish (GAsyncResult *result,
                           GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_cleared (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  secret_password_clear_finish (result, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * rrm_keyring_clear_async:
 * @settings: the server and the user name that it is for
 * @cancellable: (nullable): stops it
 * @callback: called at its end
 * @user_data: for @callback
 *
 * Removes a password from the keyring.
 */
void
rrm_keyring_clear_async (RrmServiceSettings *settings,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GHashTable) attributes = get_attributes (settings);
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, rrm_keyring_clear_async);
  secret_password_clearv (get_schema (), attributes, cancellable, on_cleared, task);
}

/**
 * rrm_keyring_clear_finish:
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: whether no such password is kept any more
 */
gboolean
rrm_keyring_clear_finish (GAsyncResult *result,
                          GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_probed (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  outlive_bus ();
  secret_password_free (secret_password_lookup_nonpageable_finish (result, &error));
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * rrm_keyring_probe_async:
 * @cancellable: (nullable): stops it
 * @callback: called at its end
 * @user_data: for @callback
 *
 * Finds out whether there is a keyring. It is asked for something that nobody ever kept there, so
 * that a locked one asks for nothing.
 */
void
rrm_keyring_probe_async (GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GHashTable) attributes =
    secret_attributes_build (get_schema (), "protocol", "none", NULL);
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, rrm_keyring_probe_async);
  secret_password_lookupv (get_schema (), attributes, cancellable, on_probed, task);
}

/**
 * rrm_keyring_probe_finish:
 * @result: what the callback got
 * @error: return location for an error; no keyring at all is a usual one
 *
 * Returns: whether there is a keyring
 */
gboolean
rrm_keyring_probe_finish (GAsyncResult *result,
                          GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
