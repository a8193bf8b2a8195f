/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/draft-file.h"
#include "setup/setup-private.h"

#include <errno.h>
#include <glib/gstdio.h>

/* What was typed and is not saved yet lies in a file of its own, without passwords, so that it
 * comes back after a crash. The file goes when the account is saved or given up. */

#define DRAFT_GROUP "draft"
/* It is written when the typing has paused for so long, in milliseconds. */
#define PAUSE_MS 400

/* What is typed letter by letter, and can be wrong: it comes back as it was. */
static const struct
{
  const char *key;
  RrmField field;
} typed[] = {
  { "name", RRM_FIELD_NAME },
  { "address", RRM_FIELD_ADDRESS },
  { "incoming.host", RRM_FIELD_INCOMING_SERVER },
  { "incoming.port", RRM_FIELD_INCOMING_PORT },
  { "incoming.username", RRM_FIELD_INCOMING_USERNAME },
  { "outgoing.host", RRM_FIELD_OUTGOING_SERVER },
  { "outgoing.port", RRM_FIELD_OUTGOING_PORT },
  { "outgoing.username", RRM_FIELD_OUTGOING_USERNAME },
};

static gboolean
has_typed (RrmSetup *self)
{
  return rrm_draft_get_text (self->draft, RRM_FIELD_NAME)[0] != '\0' ||
         rrm_draft_get_text (self->draft, RRM_FIELD_ADDRESS)[0] != '\0' ||
         rrm_draft_get_password (self->draft) != NULL;
}

/**
 * rrm_setup_is_unsaved:
 * @self: a setup
 *
 * Returns: whether the person has typed something that would be lost; practice is no loss, and what
 *   a mail program has is there still
 */
gboolean
rrm_setup_is_unsaved (RrmSetup *self)
{
  return self->unsaved && self->practice == NULL && self->found_loaded == NULL &&
         has_typed (self);
}

static GKeyFile *
make_file (RrmSetup *self)
{
  GKeyFile *file = g_key_file_new ();
  g_autoptr (RrmAccount) account = rrm_draft_to_account (self->draft);

  g_key_file_set_integer (file, DRAFT_GROUP, "page", (int) MIN (self->page, RRM_PAGE_SETTINGS));
  g_key_file_set_integer (file, DRAFT_GROUP, "intent", (int) self->intent);
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    g_key_file_set_string (file, DRAFT_GROUP, typed[i].key,
                           rrm_draft_get_text (self->draft, typed[i].field));
  /* The choices go with the account, as they are saved; it has no password. */
  if (rrm_account_get_address (account)[0] != '\0')
    {
      g_autoptr (RrmSavedAccount) saved = rrm_saved_account_new (account);

      rrm_saved_account_save (saved, file);
    }

  return file;
}

/* Not flushed to the disk: it is there for a program that ends, not for a computer that does. */
static gboolean
write_file (RrmSetup *self,
            GError **error)
{
  g_autoptr (GKeyFile) file = make_file (self);
  g_autofree char *folder = g_path_get_dirname (self->draft_path);
  g_autofree char *beside = g_strconcat (self->draft_path, ".new", NULL);
  gsize length;
  g_autofree char *text = g_key_file_to_data (file, &length, NULL);

  if (g_mkdir_with_parents (folder, 0700) == 0 &&
      !g_file_set_contents_full (beside, text, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0600,
                                 error))
    return FALSE;
  if (g_rename (beside, self->draft_path) == 0)
    return TRUE;

  g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (errno), g_strerror (errno));

  return FALSE;
}

/* What an earlier run has left stays until it is overwritten or given up. */
static void
remove_file (RrmSetup *self)
{
  if (self->draft_path != NULL && self->left_draft == NULL)
    g_unlink (self->draft_path);
}

static gboolean
on_pause (gpointer user_data)
{
  RrmSetup *self = user_data;
  g_autoptr (GError) error = NULL;

  self->draft_pause = 0;
  if (!rrm_setup_is_unsaved (self))
    remove_file (self);
  else if (!write_file (self, &error))
    g_message ("what was typed could not be kept: %s", error->message);

  return G_SOURCE_REMOVE;
}

/**
 * rrm_setup_flush_draft:
 * @self: a setup
 *
 * The program ends before the person does: what was typed a moment ago is kept at once, and where
 * they were.
 */
void
rrm_setup_flush_draft (RrmSetup *self)
{
  if (self->draft_path == NULL)
    return;

  g_clear_handle_id (&self->draft_pause, g_source_remove);
  on_pause (self);
}

/*< private >
 * rrm_setup_note_typing:
 * @self: a setup
 *
 * Something has changed that is not saved.
 */
void
rrm_setup_note_typing (RrmSetup *self)
{
  self->unsaved = TRUE;
  if (self->draft_path != NULL && self->draft_pause == 0)
    self->draft_pause = g_timeout_add (PAUSE_MS, on_pause, self);
}

/*< private >
 * rrm_setup_settle_draft:
 * @self: a setup
 *
 * What stands there is as it was loaded or saved: nothing is lost with it.
 */
void
rrm_setup_settle_draft (RrmSetup *self)
{
  if (self->unsaved)
    remove_file (self);
  self->unsaved = FALSE;
  g_clear_handle_id (&self->draft_pause, g_source_remove);
}

/**
 * rrm_setup_keep_draft:
 * @self: a setup
 * @path: (nullable): the file for what is not saved yet; %NULL is the person's own
 *
 * Keeps what is typed from now on, and looks for what an earlier run has left.
 */
void
rrm_setup_keep_draft (RrmSetup *self,
                      const char *path)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  g_free (self->draft_path);
  self->draft_path =
    path != NULL ? g_strdup (path)
                 : g_build_filename (g_get_user_state_dir (), "rrmail", "draft.ini", NULL);
  g_clear_pointer (&self->left_draft, g_key_file_unref);
  if (g_key_file_load_from_file (file, self->draft_path, G_KEY_FILE_NONE, NULL) &&
      g_key_file_has_group (file, DRAFT_GROUP))
    self->left_draft = g_steal_pointer (&file);
}

/**
 * rrm_setup_get_left_draft:
 * @self: a setup
 *
 * Returns: (transfer full) (nullable): the address, or the name, of what an earlier run has left
 */
char *
rrm_setup_get_left_draft (RrmSetup *self)
{
  g_autofree char *address = NULL;

  if (self->left_draft == NULL)
    return NULL;
  address = g_key_file_get_string (self->left_draft, DRAFT_GROUP, "address", NULL);
  if (address != NULL && address[0] != '\0')
    return g_steal_pointer (&address);

  return g_key_file_get_string (self->left_draft, DRAFT_GROUP, "name", NULL);
}

static void
fill_in (RrmSetup *self,
         GKeyFile *file)
{
  g_autofree char *address = g_key_file_get_string (file, DRAFT_GROUP, "address", NULL);
  g_autoptr (RrmSavedAccount) saved =
    address != NULL ? rrm_saved_account_load (file, g_strstrip (address)) : NULL;

  if (saved != NULL)
    rrm_draft_load_account (self->draft, rrm_saved_account_get_account (saved));
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autofree char *text = g_key_file_get_string (file, DRAFT_GROUP, typed[i].key, NULL);

      if (text != NULL)
        rrm_draft_set_text (self->draft, typed[i].field, text);
    }
}

/**
 * rrm_setup_continue_draft:
 * @self: a setup
 *
 * Fills in what an earlier run has left, and goes to the page where that was.
 */
void
rrm_setup_continue_draft (RrmSetup *self)
{
  g_autoptr (GKeyFile) file = NULL;
  int page;
  int intent;

  if (self->left_draft == NULL)
    return;

  /* The file stays where it is until it is written anew. */
  file = g_key_file_ref (self->left_draft);
  rrm_setup_clear (self);
  g_clear_pointer (&self->left_draft, g_key_file_unref);
  fill_in (self, file);
  page = g_key_file_get_integer (file, DRAFT_GROUP, "page", NULL);
  intent = g_key_file_get_integer (file, DRAFT_GROUP, "intent", NULL);
  self->intent = CLAMP (intent, RRM_INTENT_SET_UP, RRM_INTENT_PASSWORD);
  if (rrm_draft_get_text (self->draft, RRM_FIELD_INCOMING_SERVER)[0] != '\0')
    self->filled_for = g_strdup (rrm_draft_get_text (self->draft, RRM_FIELD_ADDRESS));
  rrm_setup_note_typing (self);
  rrm_setup_show_page (self, page >= RRM_PAGE_SETTINGS ? RRM_PAGE_SETTINGS : RRM_PAGE_ABOUT);
}

/**
 * rrm_setup_drop_left_draft:
 * @self: a setup
 *
 * Gives up what an earlier run has left.
 */
void
rrm_setup_drop_left_draft (RrmSetup *self)
{
  g_clear_pointer (&self->left_draft, g_key_file_unref);
  if (!rrm_setup_is_unsaved (self))
    remove_file (self);
}

/**
 * rrm_setup_drop_draft:
 * @self: a setup
 *
 * Gives up what is not saved, and what an earlier run has left.
 */
void
rrm_setup_drop_draft (RrmSetup *self)
{
  g_clear_pointer (&self->left_draft, g_key_file_unref);
  rrm_setup_settle_draft (self);
  remove_file (self);
}
