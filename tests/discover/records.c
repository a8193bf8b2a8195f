/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "discover/records.h"

/* Service records of a domain, from a resolver of the test's own. */

#define FAKE_TYPE_RESOLVER (fake_resolver_get_type ())
G_DECLARE_FINAL_TYPE (FakeResolver, fake_resolver, FAKE, RESOLVER, GResolver)

struct _FakeResolver
{
  GResolver parent_instance;

  /* "_imaps._tcp.example.net" to "host port priority, host port priority"; "" is never answered. */
  GHashTable *records;
  guint asked;
};

G_DEFINE_FINAL_TYPE (FakeResolver, fake_resolver, G_TYPE_RESOLVER)

static void
free_targets (gpointer list)
{
  g_resolver_free_targets (list);
}

static GList *
make_targets (const char *text)
{
  g_auto (GStrv) items = g_strsplit (text, ",", -1);
  GList *list = NULL;

  for (guint i = 0; items[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (g_strstrip (items[i]), " ", -1);

      list = g_list_prepend (
        list, g_srv_target_new (words[0], (guint16) g_ascii_strtoull (words[1], NULL, 10),
                                (guint16) g_ascii_strtoull (words[2], NULL, 10), 1));
    }

  return g_srv_target_list_sort (list);
}

static gboolean
give_up (GCancellable *cancellable,
         gpointer data)
{
  g_task_return_error_if_cancelled (data);

  return G_SOURCE_REMOVE;
}

static void
fake_resolver_service_async (GResolver *resolver,
                             const char *name,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data)
{
  FakeResolver *self = FAKE_RESOLVER (resolver);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  const char *text = g_hash_table_lookup (self->records, name);

  self->asked++;
  if (text == NULL)
    g_task_return_new_error (task, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "By wish");
  else if (text[0] != '\0')
    g_task_return_pointer (task, make_targets (text), free_targets);
  else
    {
      g_autoptr (GSource) source = g_cancellable_source_new (cancellable);

      g_source_set_callback (source, G_SOURCE_FUNC (give_up), g_object_ref (task), g_object_unref);
      g_source_attach (source, NULL);
    }
}

static GList *
fake_resolver_service_finish (GResolver *resolver,
                              GAsyncResult *result,
                              GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
fake_resolver_finalize (GObject *object)
{
  g_hash_table_unref (FAKE_RESOLVER (object)->records);

  G_OBJECT_CLASS (fake_resolver_parent_class)->finalize (object);
}

static void
fake_resolver_class_init (FakeResolverClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_resolver_finalize;
  G_RESOLVER_CLASS (klass)->lookup_service_async = fake_resolver_service_async;
  G_RESOLVER_CLASS (klass)->lookup_service_finish = fake_resolver_service_finish;
}

static void
fake_resolver_init (FakeResolver *self)
{
  self->records = g_hash_table_new (g_str_hash, g_str_equal);
}

static void
keep_result (GObject *source,
             GAsyncResult *result,
             gpointer data)
{
  RrmLookup **lookup = data;

  *lookup = rrm_records_finish (result);
}

/* What is found, as text; @records are pairs. */
static char *
look_up (const char *const *records,
         guint timeout,
         GCancellable *cancellable,
         guint *asked)
{
  g_autoptr (FakeResolver) resolver = g_object_new (FAKE_TYPE_RESOLVER, NULL);
  g_autoptr (RrmAddress) address = rrm_address_parse ("pat@example.net", NULL);
  g_autoptr (RrmLookup) lookup = NULL;
  GString *text = g_string_new (NULL);

  for (guint i = 0; records[i] != NULL; i += 2)
    g_hash_table_insert (resolver->records, (gpointer) records[i], (gpointer) records[i + 1]);
  g_resolver_set_default (G_RESOLVER (resolver));
  rrm_records_async (address, timeout, cancellable, keep_result, &lookup);
  while (lookup == NULL)
    g_main_context_iteration (NULL, TRUE);
  *asked = resolver->asked;

  g_assert_cmpint (lookup->source, ==, RRM_SOURCE_SRV);
  for (guint k = 0; k < 2; k++)
    {
      GPtrArray *list = k == 0 ? lookup->incoming : lookup->outgoing;

      for (guint i = 0; i < list->len; i++)
        {
          RrmServiceSettings *settings = g_ptr_array_index (list, i);

          g_assert_cmpint (rrm_service_settings_get_source (settings), ==, RRM_SOURCE_SRV);
          g_string_append_printf (
            text, "%s %s %u %s; ",
            rrm_protocol_to_string (rrm_service_settings_get_protocol (settings)),
            rrm_service_settings_get_host (settings), rrm_service_settings_get_port (settings),
            rrm_security_to_string (rrm_service_settings_get_security (settings)));
        }
    }

  return g_string_free (text, FALSE);
}

#define NAME(service) "_" service "._tcp.example.net"

static void
test_order (void)
{
  static const char *const records[] = {
    NAME ("pop3s"), "pop.example.net 995 1",
    NAME ("imap"), "imap.example.net 143 1",
    NAME ("imaps"), "b.example.net 993 20, a.example.net 993 10",
    NAME ("submission"), "smtp.example.net 587 1", NULL,
  };
  guint asked;
  g_autofree char *found = look_up (records, 5000, NULL, &asked);

  g_assert_cmpstr (found, ==,
                   "imap a.example.net 993 tls; imap b.example.net 993 tls; "
                   "imap imap.example.net 143 starttls; pop3 pop.example.net 995 tls; "
                   "smtp smtp.example.net 587 starttls; ");
  g_assert_cmpuint (asked, ==, 6);
}

/* A service that is told not to be there, and what is no target. */
static void
test_none (void)
{
  static const char *const records[] = {
    NAME ("imaps"), ". 0 0", NAME ("imap"), "a.example.net 0 1",
    NAME ("submissions"), "under_score/x 465 1", NULL,
  };
  guint asked;
  g_autofree char *found = look_up (records, 5000, NULL, &asked);

  g_assert_cmpstr (found, ==, "");
}

/* One question that is never answered holds up the others for so long, and no longer. */
static void
test_silence (void)
{
  static const char *const records[] = {
    NAME ("imap"), "", NAME ("imaps"), "a.example.net 993 1", NULL,
  };
  gint64 begun = g_get_monotonic_time ();
  guint asked;
  g_autofree char *found = look_up (records, 200, NULL, &asked);

  g_assert_cmpstr (found, ==, "imap a.example.net 993 tls; ");
  g_assert_cmpint (g_get_monotonic_time () - begun, >=, 190 * 1000);
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 3 * G_USEC_PER_SEC);
}

static gboolean
cancel (gpointer data)
{
  g_cancellable_cancel (data);

  return G_SOURCE_REMOVE;
}

static void
test_cancel (void)
{
  static const char *const records[] = { NAME ("imap"), "", NULL };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gint64 begun = g_get_monotonic_time ();
  guint asked;
  g_autofree char *found = NULL;

  g_timeout_add (50, cancel, cancellable);
  found = look_up (records, 60000, cancellable, &asked);
  g_assert_cmpstr (found, ==, "");
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 3 * G_USEC_PER_SEC);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/records/order", test_order);
  g_test_add_func ("/records/none", test_none);
  g_test_add_func ("/records/silence", test_silence);
  g_test_add_func ("/records/cancel", test_cancel);

  return g_test_run ();
}
