/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/adders.h"
#include "clients/bus.h"
#include "clients/keys.h"
#include "export/format.h"

#include <string.h>

/* An account for Evolution goes to the registry of evolution-data-server: three sources, which
 * stand in files of their own, and show in Evolution at once. */

/* A number follows, which changes with what the registry can do. */
#define NAME_PREFIX "org.gnome.evolution.dataserver.Sources"
#define MANAGER "/org/gnome/evolution/dataserver/SourceManager"
#define MANAGER_INTERFACE "org.gnome.evolution.dataserver.SourceManager"
#define SOURCE_INTERFACE "org.gnome.evolution.dataserver.Source"
#define SUFFIX ".source"

/* What they are called after the account; the account goes last. */
#define N_SOURCES 3
#define ACCOUNT 2
static const char *const endings[N_SOURCES] = { "-transport", "-identity", "" };

static const char *const server_keys[] = {
  "Authentication", "Host", "Authentication", "Port", "Authentication", "User",
  "Security",       "Method", NULL,
};

/**
 * rrm_eds_can_add:
 * @roots: where to look
 *
 * Returns: whether Evolution is here, and the registry that it asks; the one in a Flatpak asks
 *   another, which nobody reaches from outside
 */
gboolean
rrm_eds_can_add (const RrmClientRoots *roots)
{
  g_autofree char *program = g_find_program_in_path ("evolution");
  g_autofree char *name = program != NULL ? rrm_bus_find (NAME_PREFIX) : NULL;

  return name != NULL;
}

static char *
find_registry (GError **error)
{
  char *name = rrm_bus_find (NAME_PREFIX);

  if (name == NULL)
    rrm_client_refuse (error, RRM_CLIENT_ERROR_NO_SERVICE, NAME_PREFIX);

  return name;
}

/* What one source is called, and what stands in it. */
typedef struct
{
  const char *path;
  const char *uid;
  GKeyFile *file;
} Source;

/* Returns the next one with @file filled; its strings belong to the list. */
static gboolean
next_source (GVariantIter *iter,
             Source *source)
{
  g_autoptr (GVariant) interfaces = NULL;

  while (g_variant_iter_next (iter, "{&o@a{sa{sv}}}", &source->path, &interfaces))
    {
      g_autoptr (GVariant) properties =
        g_variant_lookup_value (interfaces, SOURCE_INTERFACE, G_VARIANT_TYPE_VARDICT);
      const char *data;

      g_clear_pointer (&interfaces, g_variant_unref);
      if (properties == NULL || !g_variant_lookup (properties, "UID", "&s", &source->uid) ||
          !g_variant_lookup (properties, "Data", "&s", &data))
        continue;
      g_key_file_load_from_data (source->file, data, strlen (data), G_KEY_FILE_NONE, NULL);
      return TRUE;
    }

  return FALSE;
}

static gboolean
says (GKeyFile *file,
      const char *group,
      const char *key,
      const char *value)
{
  g_autofree char *there = g_key_file_get_string (file, group, key, NULL);

  return there != NULL && g_ascii_strcasecmp (there, value) == 0;
}

/* GNOME Online Accounts shows its accounts here, too. */
static gboolean
is_new (GVariant *objects,
        RrmAccount *account,
        GError **error)
{
  RrmServiceSettings *incoming = rrm_account_get_incoming (account);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  Source source = { NULL, NULL, file };
  GVariantIter iter;

  g_variant_iter_init (&iter, objects);
  while (next_source (&iter, &source))
    if (g_key_file_has_group (file, "Mail Account") &&
        says (file, "Authentication", "Host", rrm_service_settings_get_host (incoming)) &&
        says (file, "Authentication", "User", rrm_service_settings_get_username (incoming)))
      return rrm_export_refuse (error, RRM_EXPORT_ERROR_EXISTS, NULL);

  return TRUE;
}

/* Of the file of one source. */
static char *
get_uid (const RrmExportFile *file)
{
  return g_strndup (file->name, strlen (file->name) - strlen (SUFFIX));
}

/* The exported sources, under another identifier. */
static GVariant *
make_sources (GPtrArray *files,
              const char *old,
              const char *uid)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  for (guint i = 0; i < files->len; i++)
    {
      const RrmExportFile *file = g_ptr_array_index (files, i);
      g_autofree char *name = get_uid (file);
      g_autofree char *renamed = g_strconcat (uid, name + strlen (old), NULL);
      g_autoptr (GString) text = g_string_new_len (g_bytes_get_data (file->contents, NULL),
                                                   (gssize) g_bytes_get_size (file->contents));

      g_string_replace (text, old, uid, 0);
      g_variant_builder_add (&builder, "{ss}", renamed, text->str);
    }

  return g_variant_new ("(a{ss})", &builder);
}

/* Of the account, as the registry has it. */
typedef struct
{
  char *paths[N_SOURCES];
  char **facts[N_SOURCES];
} Sources;

static void
sources_clear (Sources *sources)
{
  for (guint i = 0; i < N_SOURCES; i++)
    {
      g_free (sources->paths[i]);
      g_strfreev (sources->facts[i]);
    }
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sources, sources_clear)

static gboolean
find_sources (const char *registry,
              const char *uid,
              Sources *found,
              GError **error)
{
  g_autoptr (GVariant) objects = rrm_bus_list (registry, MANAGER, error);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  Source source = { NULL, NULL, file };
  GVariantIter iter;

  if (objects == NULL)
    return FALSE;
  g_variant_iter_init (&iter, objects);
  while (next_source (&iter, &source))
    for (guint i = 0; i < N_SOURCES; i++)
      {
        g_autofree char *name = g_strconcat (uid, endings[i], NULL);

        if (!g_str_equal (source.uid, name) || found->paths[i] != NULL)
          continue;
        found->paths[i] = g_strdup (source.path);
        found->facts[i] = rrm_client_note_facts (file, server_keys);
      }

  return found->paths[ACCOUNT] != NULL || rrm_client_refuse (error, RRM_CLIENT_ERROR_GONE, uid);
}

static char **
list_facts (const Sources *found)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < N_SOURCES; i++)
    if (found->facts[i] != NULL)
      g_strv_builder_addv (builder, (const char **) found->facts[i]);

  return g_strv_builder_end (builder);
}

/* The account last: what belongs to one that is gone would keep its name, seen by nobody. */
static gboolean
remove_sources (const char *registry,
                const Sources *found,
                GError **error)
{
  for (guint i = 0; i < N_SOURCES; i++)
    {
      g_autoptr (GVariant) answer = NULL;

      if (found->paths[i] == NULL)
        continue;
      answer = rrm_bus_call (registry, found->paths[i], SOURCE_INTERFACE ".Removable.Remove", NULL,
                             "()", RRM_BUS_SOON, error);
      if (answer == NULL)
        return FALSE;
    }

  return TRUE;
}

/* Where the registry stumbles over one of them, it leaves those before it. */
static gboolean
create_sources (const char *registry,
                GPtrArray *files,
                const char *uid,
                GError **error)
{
  g_autofree char *exported = get_uid (g_ptr_array_index (files, 0));
  g_autoptr (GVariant) answer =
    rrm_bus_call (registry, MANAGER, MANAGER_INTERFACE ".CreateSources",
                  make_sources (files, exported, uid), "()", RRM_BUS_SOON, error);
  g_auto (Sources) found = { { NULL }, { NULL } };

  if (answer == NULL && find_sources (registry, uid, &found, NULL))
    remove_sources (registry, &found, NULL);

  return answer != NULL;
}

/* The registry remembers what belonged to an account that is gone, and takes that identifier no
 * second time before it is started again; so it gets a new one then. */
static char *
create (const char *registry,
        GPtrArray *files,
        GError **error)
{
  g_autofree char *uid = get_uid (g_ptr_array_index (files, 0));
  g_autofree char *random = g_uuid_string_random ();
  g_autofree char *other = g_strconcat ("rrmail-", random, NULL);
  g_autoptr (GError) cause = NULL;

  if (create_sources (registry, files, uid, &cause))
    return g_steal_pointer (&uid);
  if (g_error_matches (cause, RRM_CLIENT_ERROR, RRM_CLIENT_ERROR_REFUSED))
    return create_sources (registry, files, other, error) ? g_steal_pointer (&other) : NULL;
  g_propagate_error (error, g_steal_pointer (&cause));

  return NULL;
}

/**
 * rrm_eds_add:
 * @roots: where it keeps its accounts
 * @account: an account; its password is not used
 * @note: where to say what was made
 * @error: return location for an error of %RRM_CLIENT_ERROR or %RRM_EXPORT_ERROR
 *
 * Adds the three sources of an account, all or none.
 *
 * Returns: whether they are there
 */
gboolean
rrm_eds_add (const RrmClientRoots *roots,
             RrmAccount *account,
             RrmClientNote *note,
             GError **error)
{
  g_autoptr (GPtrArray) files =
    rrm_format_export (rrm_format_find ("evolution"), account, NULL, error);
  g_autofree char *registry = files != NULL ? find_registry (error) : NULL;
  g_autoptr (GVariant) objects =
    registry != NULL ? rrm_bus_list (registry, MANAGER, error) : NULL;
  g_autofree char *uid = files != NULL ? get_uid (g_ptr_array_index (files, 0)) : NULL;
  g_auto (Sources) mine = { { NULL }, { NULL } };
  g_auto (Sources) found = { { NULL }, { NULL } };

  if (objects == NULL || !is_new (objects, account, error))
    return FALSE;
  if (find_sources (registry, uid, &mine, NULL))
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_EXISTS, NULL);
  note->object = create (registry, files, error);
  if (note->object == NULL)
    return FALSE;

  note->profile = g_build_filename (roots->config, "evolution", "sources", NULL);
  if (!find_sources (registry, note->object, &found, error))
    return FALSE;
  note->facts = list_facts (&found);

  return TRUE;
}

/**
 * rrm_eds_take_out:
 * @note: an account that was added
 * @folder: where the copies are
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Returns: whether its sources were removed; refused where they are not the same any more
 */
gboolean
rrm_eds_take_out (const RrmClientNote *note,
                  const char *folder,
                  GError **error)
{
  g_autofree char *registry = find_registry (error);
  g_auto (Sources) found = { { NULL }, { NULL } };
  g_auto (GStrv) facts = NULL;

  if (registry == NULL || !find_sources (registry, note->object, &found, error))
    return FALSE;
  facts = list_facts (&found);

  return rrm_client_note_holds (note, facts, error) && remove_sources (registry, &found, error);
}

/* The one of the person's own session. */
static gboolean
is_own (const char *path)
{
  g_autofree char *own = g_build_filename (g_get_user_config_dir (), "evolution", "sources", NULL);
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);

  return g_str_equal (own, absolute);
}

/**
 * rrm_eds_can_reload:
 * @path: the folder with Evolution's sources
 *
 * Returns: whether the registry that holds them can be told to read them again; the one in a
 *   Flatpak cannot
 */
gboolean
rrm_eds_can_reload (const char *path)
{
  g_autofree char *registry = is_own (path) ? rrm_bus_find (NAME_PREFIX) : NULL;

  return registry != NULL;
}

/**
 * rrm_eds_reload:
 * @path: the folder with Evolution's sources
 *
 * Has the registry read them again. It runs from login to logout, whether Evolution does or not.
 */
void
rrm_eds_reload (const char *path)
{
  static const char *const names[] = { RRM_EDS_PROCESS, NULL };
  g_autofree char *registry = NULL;
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GError) error = NULL;

  if (!is_own (path) || !rrm_process_runs (path, names))
    return;
  registry = find_registry (NULL);
  if (registry != NULL)
    answer = rrm_bus_call (registry, MANAGER, MANAGER_INTERFACE ".Reload", NULL, "()",
                           RRM_BUS_SOON, &error);
  if (error != NULL)
    g_debug ("The registry does not read its files again: %s", error->message);
}
