/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-resolver.h"

/**
 * TestResolver:
 *
 * A resolver that says of every name what the test wants, each family in its own time.
 */
struct _TestResolver
{
  GResolver parent_instance;

  Answer ipv6;
  Answer ipv4;
  /* How often anything else than an address was asked for. */
  guint others;
};

G_DEFINE_FINAL_TYPE (TestResolver, test_resolver, G_TYPE_RESOLVER)

static void
free_addresses (gpointer list)
{
  g_resolver_free_addresses (list);
}

static gboolean
answer_now (gpointer data)
{
  GTask *task = data;
  const Answer *answer = g_task_get_task_data (task);
  g_auto (GStrv) items = NULL;
  GList *list = NULL;

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;
  if (answer->addresses == NULL)
    {
      g_task_return_new_error (task, G_RESOLVER_ERROR, (int) answer->error, "By wish");
      return G_SOURCE_REMOVE;
    }

  items = g_strsplit (answer->addresses, " ", -1);
  for (guint i = 0; items[i] != NULL; i++)
    list = g_list_append (list, g_inet_address_new_from_string (items[i]));
  g_task_return_pointer (task, list, free_addresses);

  return G_SOURCE_REMOVE;
}

static gboolean
give_up (GCancellable *cancellable,
         gpointer data)
{
  g_task_return_error_if_cancelled (data);

  return G_SOURCE_REMOVE;
}

static void
test_resolver_lookup_async (GResolver *resolver,
                            const char *host,
                            GResolverNameLookupFlags flags,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  TestResolver *self = TEST_RESOLVER (resolver);
  GTask *task = g_task_new (self, cancellable, callback, data);
  Answer *answer = flags & G_RESOLVER_NAME_LOOKUP_FLAGS_IPV6_ONLY ? &self->ipv6 : &self->ipv4;
  g_autoptr (GSource) source = NULL;

  g_task_set_task_data (task, answer, NULL);
  if (answer->delay < 0)
    {
      source = g_cancellable_source_new (cancellable);
      g_source_set_callback (source, G_SOURCE_FUNC (give_up), task, g_object_unref);
    }
  else
    {
      source = g_timeout_source_new ((guint) answer->delay);
      g_source_set_callback (source, answer_now, task, g_object_unref);
    }
  g_source_attach (source, g_main_context_get_thread_default ());
}

static GList *
test_resolver_lookup_finish (GResolver *resolver,
                             GAsyncResult *result,
                             GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_resolver_records_async (GResolver *resolver,
                             const char *name,
                             GResolverRecordType type,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data)
{
  TEST_RESOLVER (resolver)->others++;
}

static void
test_resolver_service_async (GResolver *resolver,
                             const char *name,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data)
{
  TEST_RESOLVER (resolver)->others++;
}

static void
test_resolver_class_init (TestResolverClass *klass)
{
  GResolverClass *resolver_class = G_RESOLVER_CLASS (klass);

  resolver_class->lookup_by_name_with_flags_async = test_resolver_lookup_async;
  resolver_class->lookup_by_name_with_flags_finish = test_resolver_lookup_finish;
  resolver_class->lookup_records_async = test_resolver_records_async;
  resolver_class->lookup_service_async = test_resolver_service_async;
}

static void
test_resolver_init (TestResolver *self)
{
}

/* Makes a resolver that answers like this, and the process's own. */
TestResolver *
test_resolver_install (const Answer *ipv6,
                       const Answer *ipv4)
{
  TestResolver *self = g_object_new (TEST_TYPE_RESOLVER, NULL);

  self->ipv6 = *ipv6;
  self->ipv4 = *ipv4;
  g_resolver_set_default (G_RESOLVER (self));

  return self;
}

guint
test_resolver_get_others (TestResolver *self)
{
  return self->others;
}
