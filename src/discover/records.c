/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "discover/records.h"

#include "net/source.h"

#include <string.h>

#define MAX_TARGETS 4

/* The services of a domain, the best first (RFC 6186, section 3; RFC 8314, section 5.1). */
static const struct
{
  const char *name;
  RrmProtocol protocol;
  RrmSecurity security;
} services[] = {
  { "imaps", RRM_PROTOCOL_IMAP, RRM_SECURITY_TLS },
  { "imap", RRM_PROTOCOL_IMAP, RRM_SECURITY_STARTTLS },
  { "pop3s", RRM_PROTOCOL_POP3, RRM_SECURITY_TLS },
  { "pop3", RRM_PROTOCOL_POP3, RRM_SECURITY_STARTTLS },
  { "submissions", RRM_PROTOCOL_SMTP, RRM_SECURITY_TLS },
  { "submission", RRM_PROTOCOL_SMTP, RRM_SECURITY_STARTTLS },
};

#define N_SERVICES G_N_ELEMENTS (services)

/* All services are asked for at once. */
typedef struct
{
  RrmAddress *address;
  /* Of GSrvTarget, in the order that RFC 2782 asks for. */
  GList *targets[N_SERVICES];
  guint pending;
  /* Ended by the caller's, or by the time. */
  GCancellable *cancellable;
  GCancellable *wish;
  gulong wish_id;
  GSource *timer;
} Records;

typedef struct
{
  GTask *task;
  guint index;
} Question;

static void
records_free (gpointer data)
{
  Records *records = data;

  rrm_source_clear (&records->timer);
  for (guint i = 0; i < N_SERVICES; i++)
    g_resolver_free_targets (records->targets[i]);
  g_clear_object (&records->cancellable);
  g_clear_object (&records->wish);
  rrm_address_free (records->address);
  g_free (records);
}

/* A lone dot says that the service is not there. */
static void
add_targets (Records *records,
             guint index,
             GPtrArray *list)
{
  guint n = 0;

  for (GList *link = records->targets[index]; link != NULL && n < MAX_TARGETS; link = link->next)
    {
      GSrvTarget *target = link->data;
      g_autofree char *host = rrm_host_normalize (g_srv_target_get_hostname (target), NULL);
      RrmServiceSettings *settings;

      if (host == NULL || host[0] == '\0' || g_srv_target_get_port (target) == 0)
        continue;
      settings = rrm_service_settings_new (services[index].protocol, host,
                                           g_srv_target_get_port (target),
                                           services[index].security);
      rrm_service_settings_set_username (settings, rrm_address_get_text (records->address));
      rrm_service_settings_set_source (settings, RRM_SOURCE_SRV);
      g_ptr_array_add (list, settings);
      n++;
    }
}

static RrmLookup *
make_lookup (Records *records)
{
  RrmLookup *lookup = rrm_lookup_new (records->address, RRM_SOURCE_SRV);

  for (guint i = 0; i < N_SERVICES; i++)
    add_targets (records, i,
                 services[i].protocol == RRM_PROTOCOL_SMTP ? lookup->outgoing : lookup->incoming);

  return lookup;
}

static void
on_answer (GObject *source,
           GAsyncResult *result,
           gpointer data)
{
  Question *question = data;
  g_autoptr (GTask) task = question->task;
  Records *records = g_task_get_task_data (task);

  records->targets[question->index] =
    g_resolver_lookup_service_finish (G_RESOLVER (source), result, NULL);
  g_free (question);
  if (--records->pending > 0)
    return;

  if (records->wish != NULL)
    g_cancellable_disconnect (records->wish, records->wish_id);
  rrm_source_clear (&records->timer);
  g_task_return_pointer (task, make_lookup (records), (GDestroyNotify) rrm_lookup_unref);
}

static gboolean
on_timeout (gpointer data)
{
  g_cancellable_cancel (data);

  return G_SOURCE_REMOVE;
}

static void
on_cancelled (GCancellable *wish,
              gpointer data)
{
  g_cancellable_cancel (data);
}

/**
 * rrm_records_async:
 * @address: an address
 * @timeout: how long it may take, in milliseconds
 * @cancellable: (nullable): to stop at any moment
 * @callback: called when it is over
 * @data: for @callback
 *
 * Asks for the service records of the address's domain.
 */
void
rrm_records_async (const RrmAddress *address,
                   guint timeout,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, data);
  g_autoptr (GResolver) resolver = g_resolver_get_default ();
  Records *records = g_new0 (Records, 1);

  records->address = rrm_address_copy (address);
  records->cancellable = g_cancellable_new ();
  records->pending = N_SERVICES;
  g_task_set_source_tag (task, rrm_records_async);
  g_task_set_task_data (task, records, records_free);
  records->timer = rrm_source_new_timer (timeout, on_timeout, records->cancellable);
  if (g_set_object (&records->wish, cancellable))
    records->wish_id = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled),
                                              g_object_ref (records->cancellable),
                                              g_object_unref);

  for (guint i = 0; i < N_SERVICES; i++)
    {
      Question *question = g_new0 (Question, 1);

      question->task = g_object_ref (task);
      question->index = i;
      g_resolver_lookup_service_async (resolver, services[i].name, "tcp",
                                       rrm_address_get_domain (address), records->cancellable,
                                       on_answer, question);
    }
}

/**
 * rrm_records_finish:
 * @result: the result
 *
 * Returns: (transfer full): what the records say; empty where there are none
 */
RrmLookup *
rrm_records_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
