/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/bus.h"

#include "base/text.h"
#include "clients/error.h"

#include <string.h>

/* The services of a desktop, on the session bus. The bus starts those that do not run yet. These
 * functions wait for their answers: they belong into a thread of their own, but for the first. */

/* The bus itself answers this at once. */
#define BUS_LIMIT 2000
/* Characters of what a service says. */
#define MAX_WORDS 200
#define SPAWN_ERROR "org.freedesktop.DBus.Error.Spawn."

/* A way to the bus that is being made; who waits for it may have gone. */
typedef struct
{
  GDBusConnection *bus;
  gboolean over;
} Way;

static void
way_clear (gpointer data)
{
  Way *way = data;

  g_clear_object (&way->bus);
}

static void
on_bus (GObject *source,
        GAsyncResult *result,
        gpointer user_data)
{
  Way *way = user_data;

  way->bus = g_bus_get_finish (result, NULL);
  way->over = TRUE;
  g_rc_box_release_full (way, way_clear);
}

static gboolean
on_limit (gpointer user_data)
{
  Way *way = user_data;

  way->over = TRUE;

  return G_SOURCE_REMOVE;
}

/* GIO waits without end for a bus that takes the connection and says nothing. */
static GDBusConnection *
connect_in_time (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GSource) limit = g_timeout_source_new (BUS_LIMIT);
  Way *way = g_rc_box_new0 (Way);
  GDBusConnection *bus;

  g_main_context_push_thread_default (context);
  g_source_set_callback (limit, on_limit, way, NULL);
  g_source_attach (limit, context);
  g_bus_get (G_BUS_TYPE_SESSION, NULL, on_bus, g_rc_box_acquire (way));
  while (!way->over)
    g_main_context_iteration (context, TRUE);
  g_source_destroy (limit);
  g_main_context_pop_thread_default (context);
  bus = g_steal_pointer (&way->bus);
  g_rc_box_release_full (way, way_clear);

  return bus;
}

/* No bus is started for the sake of a question. */
static GDBusConnection *
get_bus (void)
{
  g_autofree char *socket = g_build_filename (g_get_user_runtime_dir (), "bus", NULL);

  if (g_getenv ("DBUS_SESSION_BUS_ADDRESS") == NULL &&
      !g_file_test (socket, G_FILE_TEST_EXISTS))
    return NULL;

  return connect_in_time ();
}

static gboolean
is_version (const char *text)
{
  while (g_ascii_isdigit (*text))
    text++;

  return *text == '\0';
}

/**
 * rrm_bus_find:
 * @prefix: the name of a service, but for the number at its end if it has one
 *
 * Returns: (transfer full) (nullable): the whole name, where the bus can start such a service;
 *   %NULL where there is no bus, too. The service is not started
 */
char *
rrm_bus_find (const char *prefix)
{
  g_autoptr (GDBusConnection) bus = get_bus ();
  g_autoptr (GVariant) answer = NULL;
  g_autofree const char **names = NULL;

  if (bus == NULL)
    return NULL;
  answer = g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                        "org.freedesktop.DBus", "ListActivatableNames", NULL,
                                        G_VARIANT_TYPE ("(as)"), G_DBUS_CALL_FLAGS_NONE, BUS_LIMIT,
                                        NULL, NULL);
  if (answer == NULL)
    return NULL;
  g_variant_get (answer, "(^a&s)", &names);
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_has_prefix (names[i], prefix) && is_version (names[i] + strlen (prefix)))
      return g_strdup (names[i]);

  return NULL;
}

/* The service is not there, or not what is asked for. */
static RrmClientError
get_reason (const GError *error)
{
  g_autofree char *remote = g_dbus_error_get_remote_error (error);

  if (remote != NULL && g_str_has_prefix (remote, SPAWN_ERROR))
    return RRM_CLIENT_ERROR_NO_SERVICE;
  if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
      g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) ||
      g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_DISCONNECTED) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    return RRM_CLIENT_ERROR_NO_SERVICE;
  if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY) ||
      g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_TIMEOUT) ||
      g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_TIMED_OUT) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return RRM_CLIENT_ERROR_NO_ANSWER;
  if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_OBJECT) ||
      g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD) ||
      g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_INTERFACE))
    return RRM_CLIENT_ERROR_GONE;

  return RRM_CLIENT_ERROR_REFUSED;
}

static void
translate (GError *cause,
           const char *name,
           GError **error)
{
  RrmClientError reason = get_reason (cause);
  g_autofree char *words = NULL;

  g_debug ("%s: %s", name, cause->message);
  g_dbus_error_strip_remote_error (cause);
  words = rrm_text_clean (cause->message, -1, MAX_WORDS);
  rrm_client_refuse (error, reason, reason == RRM_CLIENT_ERROR_REFUSED ? words : name);
}

/**
 * rrm_bus_call:
 * @name: the name of a service
 * @path: the object
 * @method: interface and method, with a dot between them
 * @parameters: (transfer floating) (nullable): its arguments
 * @reply: the type of the answer
 * @limit: how long it may take
 * @error: return location for an error of %RRM_CLIENT_ERROR; where the service gave one, its own
 *   words are the message
 *
 * Returns: (transfer full) (nullable): the answer
 */
GVariant *
rrm_bus_call (const char *name,
              const char *path,
              const char *method,
              GVariant *parameters,
              const char *reply,
              RrmBusLimit limit,
              GError **error)
{
  g_autoptr (GVariant) sent = parameters != NULL ? g_variant_ref_sink (parameters) : NULL;
  g_autoptr (GError) cause = NULL;
  g_autoptr (GDBusConnection) bus = get_bus ();
  const char *dot = strrchr (method, '.');
  g_autofree char *interface = g_strndup (method, (gsize) (dot - method));
  GVariant *answer;

  if (bus == NULL)
    {
      rrm_client_refuse (error, RRM_CLIENT_ERROR_NO_SERVICE, name);
      return NULL;
    }
  answer = g_dbus_connection_call_sync (bus, name, path, interface, dot + 1, sent,
                                        G_VARIANT_TYPE (reply), G_DBUS_CALL_FLAGS_NONE,
                                        (int) limit, NULL, &cause);
  if (answer == NULL)
    translate (cause, name, error);

  return answer;
}

/**
 * rrm_bus_list:
 * @name: the name of a service
 * @path: where it tells of its objects
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Returns: (transfer full) (nullable): all its objects with their properties, `a{oa{sa{sv}}}`
 */
GVariant *
rrm_bus_list (const char *name,
              const char *path,
              GError **error)
{
  g_autoptr (GVariant) answer =
    rrm_bus_call (name, path, "org.freedesktop.DBus.ObjectManager.GetManagedObjects", NULL,
                  "(a{oa{sa{sv}}})", RRM_BUS_SOON, error);

  return answer != NULL ? g_variant_get_child_value (answer, 0) : NULL;
}
