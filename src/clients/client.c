/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/client.h"

#include "clients/readers.h"
#include "clients/stored.h"

#include <string.h>

static const RrmClient *const clients[] = {
  &rrm_client_thunderbird,
  &rrm_client_betterbird,
  &rrm_client_claws_mail,
  &rrm_client_sylpheed,
  &rrm_client_evolution,
  &rrm_client_geary,
  &rrm_client_goa,
  &rrm_client_msmtp,
  &rrm_client_mpop,
  &rrm_client_mbsync,
  &rrm_client_fetchmail,
  &rrm_client_getmail,
  &rrm_client_offlineimap,
  &rrm_client_mutt,
  &rrm_client_alpine,
  &rrm_client_aerc,
  &rrm_client_kmail,
  &rrm_client_autoconfig,
  &rrm_client_mobileconfig,
  &rrm_client_k9,
  &rrm_client_outlook_prf,
  &rrm_client_picture,
};

/**
 * rrm_client_roots_new:
 * @home: (nullable): a home folder, %NULL: the person's own
 *
 * Returns: (transfer full): where to look
 */
RrmClientRoots *
rrm_client_roots_new (const char *home)
{
  RrmClientRoots *roots = g_new0 (RrmClientRoots, 1);

  roots->home = g_strdup (home != NULL ? home : g_get_home_dir ());
  roots->config = home != NULL ? g_build_filename (home, ".config", NULL)
                               : g_strdup (g_get_user_config_dir ());

  return roots;
}

void
rrm_client_roots_free (RrmClientRoots *roots)
{
  g_free (roots->home);
  g_free (roots->config);
  g_free (roots);
}

/**
 * rrm_client_roots_add:
 * @roots: where to look
 * @paths: (element-type filename): the paths so far
 * @name: a path under the home folder; one that begins with ".config/" is taken from the folder for
 *   settings, wherever that is
 */
void
rrm_client_roots_add (const RrmClientRoots *roots,
                      GPtrArray *paths,
                      const char *name)
{
  if (g_str_has_prefix (name, ".config/"))
    g_ptr_array_add (paths, g_build_filename (roots->config, name + strlen (".config/"), NULL));
  else
    g_ptr_array_add (paths, g_build_filename (roots->home, name, NULL));
}

/**
 * rrm_client_find:
 * @id: the word for a program
 *
 * Returns: (transfer none) (nullable): that program
 */
const RrmClient *
rrm_client_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (clients); i++)
    if (g_str_equal (clients[i]->id, id))
      return clients[i];

  return NULL;
}

/**
 * rrm_client_read:
 * @client: a mail program
 * @path: a profile of it
 *
 * Reads one profile, anew where it was read before.
 *
 * Returns: (transfer full): the profile, with its error where it cannot be read
 */
RrmClientProfile *
rrm_client_read (const RrmClient *client,
                 const char *path)
{
  RrmClientProfile *profile = rrm_client_profile_new (client, path);

  client->read (profile, &profile->error);
  rrm_client_date_passwords (profile);

  return profile;
}

static gboolean
has_path (GPtrArray *profiles,
          const char *path)
{
  for (guint i = 0; i < profiles->len; i++)
    {
      const RrmClientProfile *profile = g_ptr_array_index (profiles, i);

      if (g_str_equal (profile->path, path))
        return TRUE;
    }

  return FALSE;
}

static void
read_paths (const RrmClient *client,
            GPtrArray *paths,
            GPtrArray *profiles)
{
  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);

      if (g_file_test (path, G_FILE_TEST_EXISTS) && !has_path (profiles, path))
        g_ptr_array_add (profiles, rrm_client_read (client, path));
    }
}

/**
 * rrm_clients_read_all:
 * @roots: where to look
 *
 * Reads what every known mail program has configured. A profile that cannot be read is told with
 * its error.
 *
 * Returns: (transfer full) (element-type RrmClientProfile): the profiles
 */
GPtrArray *
rrm_clients_read_all (const RrmClientRoots *roots)
{
  GPtrArray *profiles = g_ptr_array_new_with_free_func ((GDestroyNotify) rrm_client_profile_free);

  for (guint i = 0; i < G_N_ELEMENTS (clients); i++)
    {
      g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

      clients[i]->find (roots, paths);
      read_paths (clients[i], paths, profiles);
    }

  return profiles;
}

static void
add_named (const RrmClient *client,
           const char *path,
           GPtrArray *profiles)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  RrmClientRoots roots = { (char *) path, (char *) path };

  if (client->recognize (path))
    {
      g_ptr_array_add (profiles, rrm_client_read (client, path));
      return;
    }
  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    return;
  client->find (&roots, paths);
  read_paths (client, paths, profiles);
}

/**
 * rrm_clients_read_path:
 * @path: a profile, a settings file, or a folder that holds profiles; from this computer or another
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Returns: (transfer full) (nullable) (element-type RrmClientProfile): the profiles, at least one
 */
GPtrArray *
rrm_clients_read_path (const char *path,
                       GError **error)
{
  g_autoptr (GPtrArray)
    profiles = g_ptr_array_new_with_free_func ((GDestroyNotify) rrm_client_profile_free);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      rrm_client_refuse (error, RRM_CLIENT_ERROR_UNREADABLE, path);
      return NULL;
    }

  for (guint i = 0; i < G_N_ELEMENTS (clients) && profiles->len == 0; i++)
    add_named (clients[i], path, profiles);
  if (profiles->len == 0)
    {
      rrm_client_refuse (error, RRM_CLIENT_ERROR_UNKNOWN, path);
      return NULL;
    }

  return g_steal_pointer (&profiles);
}
