/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bus.h"
#include "home.h"

#include <stdlib.h>
#include <unistd.h>

/* A session bus of its own, where nothing of the computer can be started, and services on it that
 * the test plays itself. */

#define INSIDE "RRM_TEST_BUS"

struct _Service
{
  GDBusConnection *bus;
  ServiceFunc func;
  gpointer data;
  GMutex lock;
  GDBusMessage *late;
};

static void
write_file (const char *folder,
            const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
leave (void)
{
  home_empty (g_getenv (INSIDE));
}

/* Starts the test again with that bus. @names: of services that look as if they could be started,
 * apart by spaces; whoever does so finds that they do not work. */
void
bus_enter (char **argv,
           const char *names)
{
  g_autofree char *folder = NULL;
  g_autofree char *config = NULL;
  g_autofree char *option = NULL;
  g_auto (GStrv) list = g_strsplit (names, " ", -1);

  if (g_getenv (INSIDE) != NULL)
    {
      atexit (leave);
      return;
    }
  folder = g_dir_make_tmp ("rrmail-bus-XXXXXX", NULL);
  config = g_strdup_printf (
    "<busconfig><type>session</type><listen>unix:dir=%s</listen><servicedir>%s</servicedir>"
    "<policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>"
    "<allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>",
    folder, folder);
  write_file (folder, "bus.conf", config);
  for (guint i = 0; list[i] != NULL; i++)
    {
      g_autofree char *name = g_strconcat (list[i], ".service", NULL);
      g_autofree char *text =
        g_strdup_printf ("[D-BUS Service]\nName=%s\nExec=/bin/false\n", list[i]);

      write_file (folder, name, text);
    }
  option = g_strdup_printf ("--config-file=%s/bus.conf", folder);
  g_setenv (INSIDE, folder, TRUE);
  g_unsetenv ("DISPLAY");
  execlp ("dbus-run-session", "dbus-run-session", option, "--", argv[0], NULL);
  g_print ("Bail out! dbus-run-session is not installed\n");
  exit (1);
}

static GDBusMessage *
on_message (GDBusConnection *bus,
            GDBusMessage *message,
            gboolean incoming,
            gpointer user_data)
{
  Service *service = user_data;
  g_autofree char *method = NULL;
  g_autoptr (GDBusMessage) reply = NULL;
  g_autoptr (GVariant) none = g_variant_ref_sink (g_variant_new ("()"));
  GVariant *body;
  const char *error = NULL;
  GVariant *answer;

  if (!incoming || g_dbus_message_get_message_type (message) != G_DBUS_MESSAGE_TYPE_METHOD_CALL)
    return message;
  method = g_strdup_printf ("%s.%s", g_dbus_message_get_interface (message),
                            g_dbus_message_get_member (message));
  body = g_dbus_message_get_body (message);
  answer = service->func (g_dbus_message_get_path (message), method, body != NULL ? body : none,
                          service->data, &error);
  if (answer == NULL && error == NULL)
    {
      g_mutex_lock (&service->lock);
      service->late = message;
      g_mutex_unlock (&service->lock);
      return NULL;
    }
  if (error != NULL)
    reply = g_dbus_message_new_method_error_literal (message, error, "words of the service");
  else
    {
      reply = g_dbus_message_new_method_reply (message);
      g_dbus_message_set_body (reply, answer);
    }
  g_dbus_connection_send_message (bus, reply, G_DBUS_SEND_MESSAGE_FLAGS_NONE, NULL, NULL);
  g_object_unref (message);

  return NULL;
}

static void
call_bus (GDBusConnection *bus,
          const char *method,
          GVariant *parameters)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_sync (
    bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", method,
    parameters, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);

  g_assert_no_error (error);
}

Service *
service_new (const char *name,
             ServiceFunc func,
             gpointer data)
{
  Service *service = g_new0 (Service, 1);
  g_autoptr (GError) error = NULL;

  service->func = func;
  service->data = data;
  g_mutex_init (&service->lock);
  service->bus = g_dbus_connection_new_for_address_sync (
    g_getenv ("DBUS_SESSION_BUS_ADDRESS"),
    G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
    NULL, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_add_filter (service->bus, on_message, service, NULL);
  call_bus (service->bus, "RequestName", g_variant_new ("(su)", name, 0));

  return service;
}

void
service_emit (Service *service,
              const char *path,
              const char *interface,
              const char *signal,
              GVariant *parameters)
{
  g_assert_true (g_dbus_connection_emit_signal (service->bus, NULL, path, interface, signal,
                                                parameters, NULL));
}

/* Who still waits for an answer is told by the bus that there is none. */
void
service_free (Service *service)
{
  g_clear_object (&service->late);
  g_assert_true (g_dbus_connection_close_sync (service->bus, NULL, NULL));
  g_object_unref (service->bus);
  g_mutex_clear (&service->lock);
  g_free (service);
}

gboolean
service_is_waiting (Service *service)
{
  gboolean waiting;

  g_mutex_lock (&service->lock);
  waiting = service->late != NULL;
  g_mutex_unlock (&service->lock);

  return waiting;
}

void
service_answer_late (Service *service,
                     GVariant *answer)
{
  g_autoptr (GDBusMessage) message = NULL;
  g_autoptr (GDBusMessage) reply = NULL;

  g_mutex_lock (&service->lock);
  message = g_steal_pointer (&service->late);
  g_mutex_unlock (&service->lock);
  reply = g_dbus_message_new_method_reply (message);
  g_dbus_message_set_body (reply, answer);
  g_dbus_connection_send_message (service->bus, reply, G_DBUS_SEND_MESSAGE_FLAGS_NONE, NULL, NULL);
}

/* An account as it is after a test that passed. */
RrmAccount *
bus_make_account (RrmProtocol protocol,
                  const char *words)
{
  RrmAccount *account = rrm_account_new ("pat@nc.rr.com");
  g_autoptr (RrmServiceSettings) incoming =
    rrm_service_settings_new (protocol, "mail.twc.com", 993, RRM_SECURITY_TLS);
  g_autoptr (RrmServiceSettings) outgoing =
    rrm_service_settings_new (RRM_PROTOCOL_SMTP, "mail.twc.com", 587, RRM_SECURITY_STARTTLS);
  g_autoptr (RrmSecret) password = rrm_secret_new (words, -1);

  rrm_account_set_name (account, "Pat Doe");
  rrm_service_settings_set_username (incoming, "pat@nc.rr.com");
  rrm_service_settings_set_username (outgoing, "pat@nc.rr.com");
  rrm_account_set_incoming (account, incoming);
  rrm_account_set_outgoing (account, outgoing);
  rrm_account_set_password (account, password);

  return account;
}
