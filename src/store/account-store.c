/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/account-store.h"

#include "store/account-merge.h"
#include "store/file-lock.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define ACCOUNT_GROUP "account "

/* How long another program may take to write the file, in milliseconds. */
#define PATIENCE 5000

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

/* A file that cannot be understood is put aside, not overwritten. */
static gboolean
put_aside (RrmAccountStore *self,
           char **kept,
           GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *date = g_date_time_format (now, "%Y%m%d-%H%M%S");
  g_autofree char *aside = g_strdup_printf ("%s.unreadable-%s", self->path, date);

  if (g_rename (self->path, aside) != 0)
    {
      int saved = errno;

      g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (saved),
                           g_strerror (saved));
      return FALSE;
    }
  if (kept != NULL)
    *kept = g_steal_pointer (&aside);

  return TRUE;
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
    return put_aside (self, kept, error);

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static GKeyFile *
parse (const char *text)
{
  GKeyFile *file = g_key_file_new ();

  /* Nothing, or what was made here. */
  if (text != NULL)
    g_key_file_load_from_data (file, text, strlen (text), G_KEY_FILE_NONE, NULL);

  return file;
}

/* Where there is no file, or none that makes sense, it gets all accounts. */
static char *
merge (RrmAccountStore *self,
       const char *text,
       GError **error)
{
  g_autoptr (GKeyFile) nothing = g_key_file_new ();
  g_autoptr (GKeyFile) known = parse (self->known);
  g_autoptr (GKeyFile) now = parse (text);
  g_autoptr (GError) local = NULL;
  g_autofree char *found = NULL;
  char *merged;

  if (g_file_get_contents (self->path, &found, NULL, &local))
    {
      if ((merged = rrm_accounts_merge (known, now, found, NULL)) != NULL)
        return merged;
      if (!put_aside (self, NULL, error))
        return NULL;
    }
  else if (!g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }

  return rrm_accounts_merge (nothing, now, "", error);
}

static gboolean
write_locked (RrmAccountStore *self,
              const char *text,
              GError **error)
{
  g_autofree char *merged = merge (self, text, error);

  if (merged == NULL)
    return FALSE;

  return g_file_set_contents_full (self->path, merged, -1,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}

static gboolean
write_text (RrmAccountStore *self,
            const char *text,
            GError **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *lock_path = g_strconcat (self->path, ".lock", NULL);
  gboolean written;
  int lock;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      int saved = errno;

      g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (saved),
                           g_strerror (saved));
      return FALSE;
    }
  lock = rrm_file_lock_take (lock_path, PATIENCE, error);
  if (lock < 0)
    return FALSE;

  written = write_locked (self, text, error);
  rrm_file_lock_release (lock);

  return written;
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
  if (!write_text (self, text, error))
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
