/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/thunderbird.h"

#include "clients/mozilla-profiles.h"

#include <string.h>

/* What a setting means depends on the version that used the profile last. */

/* Once the name of a server could be changed only by a second one beside it. Later versions took
 * such a pair for one name as they started, and 140 knows nothing of it any more. A version that
 * did so leaves no pair behind: where one stands in the profile of a version in between, it does
 * not count. 128 is the last one that is known to have done it. */
#define LAST_WITH_SECOND_NAMES 128

static const struct
{
  const char *first;
  const char *second;
} names[] = {
  { "hostname", "realhostname" },
  { "userName", "realuserName" },
};

/**
 * rrm_thunderbird_read_version:
 * @profile: a profile
 * @prefs: its prefs.js
 *
 * Returns: (transfer full) (nullable): the version that has used it last
 */
char *
rrm_thunderbird_read_version (const RrmClientProfile *profile,
                              RrmDocument *prefs)
{
  g_autofree char *path = g_build_filename (profile->path, "compatibility.ini", NULL);
  g_autofree char *last = rrm_mozilla_read_value (path, "Compatibility", "LastVersion");
  const char *version = last;
  gsize length;

  /* The file alone has been brought from somewhere. */
  if (version == NULL)
    version = rrm_document_get (prefs, "", "extensions.lastAppVersion");
  if (version == NULL)
    return NULL;
  /* "115.3.1_20231002.../20231002..." */
  length = strspn (version, "0123456789.");

  return length > 0 ? g_strndup (version, length) : NULL;
}

/* Where nobody knows, it is today's program that will read it. */
static gboolean
has_second_names (const RrmClientProfile *profile)
{
  return profile->version != NULL &&
         g_ascii_strtoull (profile->version, NULL, 10) <= LAST_WITH_SECOND_NAMES;
}

/**
 * rrm_thunderbird_choose_name:
 * @profile: a profile whose version was read
 * @prefs: its prefs.js
 * @server: one of its servers
 * @first: "hostname" or "userName"
 *
 * Returns: the setting that this version of the program goes by
 */
const char *
rrm_thunderbird_choose_name (const RrmClientProfile *profile,
                             RrmDocument *prefs,
                             const char *server,
                             const char *first)
{
  for (guint i = 0; has_second_names (profile) && i < G_N_ELEMENTS (names); i++)
    {
      const char *value = rrm_thunderbird_get (prefs, "mail.server.%s.%s", server,
                                               names[i].second);

      if (g_str_equal (names[i].first, first) && value != NULL && value[0] != '\0')
        return names[i].second;
    }

  return first;
}
