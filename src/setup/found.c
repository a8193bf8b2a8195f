/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/found.h"

#include "clients/audit.h"
#include "clients/copies.h"
#include "setup/found-private.h"

#include <glib/gi18n-lib.h>

/**
 * RrmFound:
 *
 * What the mail programs on this computer have set up for addresses of this family, or what a
 * folder or a file from another computer has. It is read in a thread of its own.
 */
struct _RrmFound
{
  GObject parent_instance;

  /* NULL: the person's own. */
  char *home;
  /* Where the copies are that are made before a change. */
  char *copies;

  /* NULL: this computer. */
  char *path;
  GListStore *accounts;
  /* Why something could not be read, a sentence each; NULL before anything was read. */
  char **refusals;
  /* The latest reading, not owned; NULL while none runs. */
  GTask *task;
  /* What the person has typed, by the name that signs in, in small letters. */
  GHashTable *passwords;
};

enum
{
  PROP_0,
  PROP_READING,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (RrmFound, rrm_found, G_TYPE_OBJECT)

/* What a reading is asked for, and what it brings. */
typedef struct
{
  char *home;
  char *copies;
  char *path;
  GPtrArray *accounts;
  GStrvBuilder *refusals;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_free (reading->home);
  g_free (reading->copies);
  g_free (reading->path);
  g_ptr_array_unref (reading->accounts);
  g_strv_builder_unref (reading->refusals);
  g_free (reading);
}

static void
rrm_found_get_property (GObject *object,
                        guint property_id,
                        GValue *value,
                        GParamSpec *pspec)
{
  RrmFound *self = RRM_FOUND (object);

  switch (property_id)
    {
    case PROP_READING:
      g_value_set_boolean (value, rrm_found_get_reading (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
rrm_found_finalize (GObject *object)
{
  RrmFound *self = RRM_FOUND (object);

  g_free (self->home);
  g_free (self->copies);
  g_free (self->path);
  g_clear_object (&self->accounts);
  g_strfreev (self->refusals);
  g_hash_table_unref (self->passwords);

  G_OBJECT_CLASS (rrm_found_parent_class)->finalize (object);
}

static void
rrm_found_class_init (RrmFoundClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rrm_found_get_property;
  object_class->finalize = rrm_found_finalize;

  /* RrmFound:reading: whether it is being read; notifies when the list has changed */
  props[PROP_READING] =
    g_param_spec_boolean ("reading", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
rrm_found_init (RrmFound *self)
{
  self->accounts = g_list_store_new (RRM_TYPE_FOUND_ACCOUNT);
  self->passwords =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) rrm_secret_unref);
}

/**
 * rrm_found_new:
 * @home: (nullable) (type filename): a home folder; %NULL: the person's own
 * @copies: (nullable) (type filename): where copies go before a change; %NULL: the person's own
 *
 * Returns: (transfer full): an empty list
 */
RrmFound *
rrm_found_new (const char *home,
               const char *copies)
{
  RrmFound *self = g_object_new (RRM_TYPE_FOUND, NULL);

  self->home = g_strdup (home);
  self->copies = copies != NULL ? g_strdup (copies) : rrm_client_copies_folder ();

  return self;
}

/* What is damaged was read as far as it goes. */
static char *
describe_refusal (const RrmClientProfile *profile)
{
  g_autoptr (GError) damaged = NULL;

  if (profile->error != NULL)
    return rrm_found_describe_error (profile->error, profile->client->name);
  if (!rrm_client_profile_is_damaged (profile))
    return NULL;
  rrm_client_refuse (&damaged, RRM_CLIENT_ERROR_DAMAGED, profile->path);

  return rrm_found_describe_error (damaged, profile->client->name);
}

static void
take_profile (Reading *reading,
              const RrmClientProfile *profile)
{
  g_autofree char *why = describe_refusal (profile);

  if (why != NULL)
    g_strv_builder_add (reading->refusals, why);
  for (guint i = 0; i < profile->accounts->len; i++)
    {
      const RrmClientAccount *account = g_ptr_array_index (profile->accounts, i);

      if (rrm_client_account_is_family (account))
        g_ptr_array_add (reading->accounts, rrm_found_account_new (profile, account));
    }
}

static void
read_in_thread (GTask *task,
                gpointer source,
                gpointer task_data,
                GCancellable *cancellable)
{
  Reading *reading = task_data;
  g_autoptr (RrmClientRoots) roots = rrm_client_roots_new (reading->home);
  g_autoptr (GPtrArray) profiles = NULL;
  g_autoptr (GError) error = NULL;

  if (rrm_client_recover (reading->copies) > 0)
    g_strv_builder_add (reading->refusals,
                        _ ("A change was stopped before its end. The old settings are back."));
  profiles = reading->path != NULL ? rrm_clients_read_path (reading->path, &error)
                                   : rrm_clients_read_all (roots);
  if (profiles == NULL)
    {
      g_autofree char *why = rrm_found_describe_error (error, NULL);

      g_strv_builder_add (reading->refusals, why);
    }
  for (guint i = 0; profiles != NULL && i < profiles->len; i++)
    take_profile (reading, g_ptr_array_index (profiles, i));
  g_task_return_boolean (task, TRUE);
}

/* What was shown by tests holds on for the accounts that are still the same. */
static void
take_accounts (RrmFound *self,
               GPtrArray *accounts)
{
  for (guint i = 0; i < accounts->len; i++)
    {
      g_autoptr (RrmFoundAccount) before =
        rrm_found_find (self, g_ptr_array_index (accounts, i));

      if (before != NULL)
        rrm_found_account_keep_result (g_ptr_array_index (accounts, i), before);
    }
  g_list_store_splice (self->accounts, 0,
                       g_list_model_get_n_items (G_LIST_MODEL (self->accounts)), accounts->pdata,
                       accounts->len);
}

/* A reading that was overtaken by another one brings nothing. */
static void
on_read (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  RrmFound *self = RRM_FOUND (source);
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (G_TASK (result));
  gboolean latest = self->task == task;
  GError *error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  if (latest && error == NULL)
    {
      take_accounts (self, reading->accounts);
      g_strfreev (self->refusals);
      self->refusals = g_strv_builder_end (reading->refusals);
    }
  if (latest)
    {
      self->task = NULL;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_READING]);
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * rrm_found_read_async:
 * @self: what is found
 * @path: (nullable) (type filename): a profile, a file or a folder, from another computer perhaps;
 *   %NULL: all mail programs here
 * @cancellable: (nullable): stops it
 * @callback: (nullable): called at its end
 * @user_data: for @callback
 *
 * Reads what is set up, in place of what was found before.
 */
void
rrm_found_read_async (RrmFound *self,
                      const char *path,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) thread = g_task_new (self, cancellable, on_read, task);
  Reading *reading = g_new0 (Reading, 1);

  reading->home = g_strdup (self->home);
  reading->copies = g_strdup (self->copies);
  reading->path = g_strdup (path);
  reading->accounts = g_ptr_array_new_with_free_func (g_object_unref);
  reading->refusals = g_strv_builder_new ();
  g_task_set_source_tag (task, rrm_found_read_async);
  g_task_set_task_data (thread, reading, reading_free);
  g_task_set_return_on_cancel (thread, TRUE);

  if (g_strcmp0 (self->path, path) != 0)
    g_list_store_remove_all (self->accounts);
  g_free (self->path);
  self->path = g_strdup (path);
  self->task = task;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_READING]);
  g_task_run_in_thread (thread, read_in_thread);
}

/**
 * rrm_found_read_finish:
 * @self: what is found
 * @result: what the callback got
 * @error: return location for an error: %G_IO_ERROR_CANCELLED alone
 *
 * Returns: whether it was read; what could not be read stands in
 *   [method@Found.get_refusals]
 */
gboolean
rrm_found_read_finish (RrmFound *self,
                       GAsyncResult *result,
                       GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
rrm_found_get_reading (RrmFound *self)
{
  return self->task != NULL;
}

/**
 * rrm_found_get_path:
 * @self: what is found
 *
 * Returns: (nullable) (type filename): what was read, %NULL where it was this computer
 */
const char *
rrm_found_get_path (RrmFound *self)
{
  return self->path;
}

/**
 * rrm_found_get_accounts:
 * @self: what is found
 *
 * Returns: (transfer none): the accounts, of [class@FoundAccount]
 */
GListModel *
rrm_found_get_accounts (RrmFound *self)
{
  return G_LIST_MODEL (self->accounts);
}

/**
 * rrm_found_get_refusals:
 * @self: what is found
 *
 * Returns: (nullable) (array zero-terminated=1): what could not be read and why, a sentence each
 */
const char *const *
rrm_found_get_refusals (RrmFound *self)
{
  return (const char *const *) self->refusals;
}

/**
 * rrm_found_find:
 * @self: what is found
 * @account: an account, read at another time perhaps
 *
 * Returns: (transfer full) (nullable): the same account as it is in the list now
 */
RrmFoundAccount *
rrm_found_find (RrmFound *self,
                RrmFoundAccount *account)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->accounts)); i++)
    {
      g_autoptr (RrmFoundAccount) one = g_list_model_get_item (G_LIST_MODEL (self->accounts), i);

      if (rrm_found_account_is_same (one, account))
        return g_steal_pointer (&one);
    }

  return NULL;
}

/**
 * rrm_found_get_password:
 * @self: what is found
 * @username: the name that signs in
 *
 * Returns: (transfer none) (nullable): the password that the person has typed for that name
 */
RrmSecret *
rrm_found_get_password (RrmFound *self,
                        const char *username)
{
  g_autofree char *key = g_ascii_strdown (username, -1);

  return g_hash_table_lookup (self->passwords, key);
}

/**
 * rrm_found_set_password:
 * @self: what is found
 * @username: the name that signs in
 * @password: what the person has typed
 *
 * Keeps a password, so that it is typed once for all that share it; in memory that is wiped.
 */
void
rrm_found_set_password (RrmFound *self,
                        const char *username,
                        RrmSecret *password)
{
  g_hash_table_insert (self->passwords, g_ascii_strdown (username, -1),
                       rrm_secret_ref (password));
}

/**
 * rrm_found_get_copies:
 * @self: what is found
 *
 * Returns: (type filename): where the copies are
 */
const char *
rrm_found_get_copies (RrmFound *self)
{
  return self->copies;
}
