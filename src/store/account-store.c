/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/account-store.h"

#include "store/account-file.h"

#include <string.h>

#define ACCOUNT_GROUP "account "

/**
 * RrmAccountStore:
 *
 * The accounts that the person keeps: a key file in the folder for settings, readable by nobody
 * else, without any password. It is written as a whole or not at all. What others have changed in
 * it since it was read stays, and so does all in it that makes no sense here.
 */
struct _RrmAccountStore
{
  GObject parent_instance;

  char *path;
  GListStore *accounts;

  /* How often writing was asked for, and for which time the file was written last. */
  guint turn;
  GMutex writing;
  guint written;
  /* The accounts as the file got them last from here, or gave them; NULL for none. */
  char *known;
};

G_DEFINE_FINAL_TYPE (RrmAccountStore, rrm_account_store, G_TYPE_OBJECT)

static void
rrm_account_store_finalize (GObject *object)
{
  RrmAccountStore *self = RRM_ACCOUNT_STORE (object);

  g_free (self->path);
  g_clear_object (&self->accounts);
  g_free (self->known);
  g_mutex_clear (&self->writing);

  G_OBJECT_CLASS (rrm_account_store_parent_class)->finalize (object);
}

static void
rrm_account_store_class_init (RrmAccountStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rrm_account_store_finalize;
}

static void
rrm_account_store_init (RrmAccountStore *self)
{
  g_mutex_init (&self->writing);
  self->accounts = g_list_store_new (RRM_TYPE_SAVED_ACCOUNT);
}

/**
 * rrm_account_store_new:
 * @path: (nullable): the key file; %NULL is the one in the user's folder for settings
 *
 * Returns: (transfer full): an empty store that has read nothing
 */
RrmAccountStore *
rrm_account_store_new (const char *path)
{
  RrmAccountStore *self = g_object_new (RRM_TYPE_ACCOUNT_STORE, NULL);

  self->path = path != NULL
                 ? g_strdup (path)
                 : g_build_filename (g_get_user_config_dir (), "rrmail", "accounts.ini", NULL);

  return self;
}

static char *
make_text (RrmAccountStore *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->accounts)); i++)
    {
      g_autoptr (RrmSavedAccount) saved =
        g_list_model_get_item (G_LIST_MODEL (self->accounts), i);

      rrm_saved_account_save (saved, file);
    }

  return g_key_file_to_data (file, NULL, NULL);
}

static void
load_groups (RrmAccountStore *self,
             GKeyFile *file)
{
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    {
      g_autoptr (RrmSavedAccount) saved = NULL;

      if (!g_str_has_prefix (groups[i], ACCOUNT_GROUP))
        continue;
      saved = rrm_saved_account_load (file, groups[i] + strlen (ACCOUNT_GROUP));
      if (saved != NULL)
        g_list_store_append (self->accounts, saved);
    }
}

/**
 * rrm_account_store_load:
 * @self: a store
 * @kept: (out) (optional) (nullable): where an unreadable file was put aside
 * @error: return location for an error of %G_FILE_ERROR
 *
 * Reads the accounts. No file is no error; one that makes no sense is put aside, so that nothing of
 * it is lost, and the store begins empty.
 *
 * Returns: whether the store is as the file is, or begins empty
 */
gboolean
rrm_account_store_load (RrmAccountStore *self,
                        char **kept,
                        GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->writing);
  g_autoptr (GError) local = NULL;

  if (kept != NULL)
    *kept = NULL;
  g_list_store_remove_all (self->accounts);
  g_clear_pointer (&self->known, g_free);
  if (g_key_file_load_from_file (file, self->path, G_KEY_FILE_NONE, &local))
    {
      load_groups (self, file);
      self->known = make_text (self);
      return TRUE;
    }
  if (g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return TRUE;
  if (local->domain == G_KEY_FILE_ERROR)
    return rrm_account_file_put_aside (self->path, kept, error);

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

/**
 * rrm_account_store_refresh:
 * @self: a store that was read
 *
 * Reads the accounts again if others have changed them. What was changed here and is on its way
 * into the file goes first: nothing is read until it has arrived. A file that is not there, or
 * makes no sense, changes nothing.
 *
 * Returns: whether any account is different now
 */
gboolean
rrm_account_store_refresh (RrmAccountStore *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *before = NULL;

  if (!g_mutex_trylock (&self->writing))
    return FALSE;
  if (self->turn == self->written &&
      g_key_file_load_from_file (file, self->path, G_KEY_FILE_NONE, NULL))
    {
      before = make_text (self);
      g_list_store_remove_all (self->accounts);
      load_groups (self, file);
      g_free (self->known);
      self->known = make_text (self);
    }
  g_mutex_unlock (&self->writing);

  return before != NULL && !g_str_equal (before, self->known);
}

/* What is older than the file by now is not written any more. */
static gboolean
write_in_turn (RrmAccountStore *self,
               const char *text,
               guint turn,
               GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->writing);

  if (turn < self->written)
    return TRUE;
  if (!rrm_account_file_write (self->path, self->known, text, error))
    return FALSE;
  self->written = turn;
  g_free (self->known);
  self->known = g_strdup (text);

  return TRUE;
}

/**
 * rrm_account_store_write:
 * @self: a store
 * @error: return location for an error of %G_FILE_ERROR
 *
 * Writes what was changed in the accounts since they were read, into the file as it is by then, as
 * a whole or not at all, readable by the user alone.
 *
 * Returns: whether they are on the disk
 */
gboolean
rrm_account_store_write (RrmAccountStore *self,
                         GError **error)
{
  g_autofree char *text = make_text (self);

  return write_in_turn (self, text, ++self->turn, error);
}

/* The accounts as they were when their writing was asked for. */
typedef struct
{
  char *text;
  guint turn;
} Writing;

static void
writing_free (gpointer data)
{
  Writing *writing = data;

  g_free (writing->text);
  g_free (writing);
}

static void
write_in_thread (GTask *task,
                 gpointer source,
                 gpointer data,
                 GCancellable *cancellable)
{
  Writing *writing = data;
  GError *error = NULL;

  if (write_in_turn (source, writing->text, writing->turn, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * rrm_account_store_write_async:
 * @self: a store
 * @callback: (nullable): called at its end
 * @user_data: for @callback
 *
 * The same as [method@AccountStore.write] for those who must not wait for a disk. What changes
 * meanwhile is not written.
 */
void
rrm_account_store_write_async (RrmAccountStore *self,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Writing *writing = g_new0 (Writing, 1);

  writing->text = make_text (self);
  writing->turn = ++self->turn;
  g_task_set_source_tag (task, rrm_account_store_write_async);
  g_task_set_task_data (task, writing, writing_free);
  g_task_run_in_thread (task, write_in_thread);
}

/**
 * rrm_account_store_write_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for an error of %G_FILE_ERROR
 *
 * Returns: whether they are on the disk
 */
gboolean
rrm_account_store_write_finish (RrmAccountStore *self,
                                GAsyncResult *result,
                                GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * rrm_account_store_get_path:
 * @self: a store
 *
 * Returns: its file
 */
const char *
rrm_account_store_get_path (RrmAccountStore *self)
{
  return self->path;
}

/**
 * rrm_account_store_get_list:
 * @self: a store
 *
 * Returns: (transfer none): a model of #RrmSavedAccount
 */
GListModel *
rrm_account_store_get_list (RrmAccountStore *self)
{
  return G_LIST_MODEL (self->accounts);
}

static gboolean
find_position (RrmAccountStore *self,
               const char *address,
               guint *position)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->accounts)); i++)
    {
      g_autoptr (RrmSavedAccount) saved =
        g_list_model_get_item (G_LIST_MODEL (self->accounts), i);

      if (g_ascii_strcasecmp (rrm_account_get_address (rrm_saved_account_get_account (saved)),
                              address) == 0)
        {
          *position = i;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * rrm_account_store_find:
 * @self: a store
 * @address: an address; case does not count
 *
 * Returns: (transfer full) (nullable): its account
 */
RrmSavedAccount *
rrm_account_store_find (RrmAccountStore *self,
                        const char *address)
{
  guint position;

  if (!find_position (self, address, &position))
    return NULL;

  return g_list_model_get_item (G_LIST_MODEL (self->accounts), position);
}

/**
 * rrm_account_store_add:
 * @self: a store
 * @account: what to keep
 *
 * Keeps an account, or gives the one with that address these settings. Nothing is written yet.
 *
 * Returns: (transfer full): the kept account
 */
RrmSavedAccount *
rrm_account_store_add (RrmAccountStore *self,
                       RrmAccount *account)
{
  RrmSavedAccount *saved = rrm_account_store_find (self, rrm_account_get_address (account));

  if (saved != NULL)
    {
      rrm_saved_account_set_account (saved, account);
      return saved;
    }

  saved = rrm_saved_account_new (account);
  g_list_store_append (self->accounts, saved);

  return saved;
}

/**
 * rrm_account_store_put_back:
 * @self: a store
 * @saved: an account that was removed
 *
 * Keeps it again, with its results. Nothing is written yet.
 */
void
rrm_account_store_put_back (RrmAccountStore *self,
                            RrmSavedAccount *saved)
{
  rrm_account_store_remove (self, saved);
  g_list_store_append (self->accounts, saved);
}

/**
 * rrm_account_store_remove:
 * @self: a store
 * @saved: one of its accounts
 *
 * Forgets an account and its results. Nothing is written yet.
 */
void
rrm_account_store_remove (RrmAccountStore *self,
                          RrmSavedAccount *saved)
{
  guint position;

  if (find_position (self, rrm_account_get_address (rrm_saved_account_get_account (saved)),
                     &position))
    g_list_store_remove (self->accounts, position);
}
