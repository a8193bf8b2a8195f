/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/name-lookup.h"

#include "net/hostname.h"
#include "net/names.h"
#include "net/source.h"

typedef struct
{
  /* FALSE when this family is not wanted. */
  gboolean asked;
  gboolean answered;
  /* The resolver knew nothing of the name, in contrast to not getting an answer. */
  gboolean not_found;
  /* GInetAddress, in the order in which the system recommends them (RFC 6724). */
  GPtrArray *addresses;
} Half;

/**
 * RrmNameLookup:
 *
 * The addresses of a name: both families asked at once, each told as soon as it is there, and when
 * there is none at all, why. It has the time limit of a step.
 *
 * Callbacks that are still under way hold a reference, and find @changed gone once it is freed.
 */
struct _RrmNameLookup
{
  gatomicrefcount ref_count;
  char *host;
  GSocketFamily family;
  GInetSocketAddress *name_server;
  /* Monotonic time at which the step ends. */
  gint64 deadline;
  GSource *timer;
  GCancellable *cancellable;
  RrmNameLookupFunc changed;
  gpointer data;
  Half ipv6;
  Half ipv4;
  gboolean over;
  RrmFaultKind fault;
};

static RrmNameLookup *
lookup_ref (RrmNameLookup *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

static void
lookup_unref (RrmNameLookup *self)
{
  if (g_atomic_ref_count_dec (&self->ref_count))
    {
      g_free (self->host);
      g_clear_object (&self->name_server);
      g_object_unref (self->cancellable);
      g_ptr_array_unref (self->ipv6.addresses);
      g_ptr_array_unref (self->ipv4.addresses);
      g_free (self);
    }
}

static gboolean
is_alive (RrmNameLookup *self)
{
  return self->changed != NULL && !self->over;
}

static void
tell (RrmNameLookup *self)
{
  self->changed (self, self->data);
}

/* Ends the look-up; what is still under way no longer counts. */
static void
end (RrmNameLookup *self,
     RrmFaultKind fault)
{
  self->over = TRUE;
  self->fault = fault;
  rrm_source_clear (&self->timer);
  g_cancellable_cancel (self->cancellable);
  tell (self);
}

static void
names_asked (GObject *source,
             GAsyncResult *result,
             gpointer data)
{
  RrmNameLookup *self = data;
  RrmFaultKind kind = rrm_names_ask_finish (result);

  if (is_alive (self))
    end (self, kind);
  lookup_unref (self);
}

/* Both families have answered, and neither with an address. A resolver that could not ask has said
 * why; one that found nothing has not. */
static void
find_reason (RrmNameLookup *self)
{
  gint64 left = (self->deadline - g_get_monotonic_time ()) / 1000;

  if (!self->ipv6.not_found && !self->ipv4.not_found)
    {
      end (self, RRM_FAULT_NAME_SERVER_FAILED);
      return;
    }

  rrm_names_ask_async (self->host, self->family, (guint) MAX (left, 0), self->name_server,
                       self->cancellable, names_asked, lookup_ref (self));
}

static void
half_answered (RrmNameLookup *self,
               Half *half,
               GObject *source,
               GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  GList *list;

  list = g_resolver_lookup_by_name_with_flags_finish (G_RESOLVER (source), result, &error);
  if (is_alive (self))
    {
      half->answered = TRUE;
      half->not_found = g_error_matches (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND);
      for (GList *l = list; l != NULL; l = l->next)
        g_ptr_array_add (half->addresses, g_object_ref (l->data));

      if ((self->ipv6.asked && !self->ipv6.answered) || (self->ipv4.asked && !self->ipv4.answered))
        tell (self);
      else if (self->ipv6.addresses->len + self->ipv4.addresses->len > 0)
        end (self, RRM_FAULT_CANCELLED);
      else
        find_reason (self);
    }
  g_resolver_free_addresses (list);
  lookup_unref (self);
}

static void
ipv6_answered (GObject *source,
               GAsyncResult *result,
               gpointer data)
{
  RrmNameLookup *self = data;

  half_answered (self, &self->ipv6, source, result);
}

static void
ipv4_answered (GObject *source,
               GAsyncResult *result,
               gpointer data)
{
  RrmNameLookup *self = data;

  half_answered (self, &self->ipv4, source, result);
}

static gboolean
timed_out (gpointer data)
{
  RrmNameLookup *self = data;
  gboolean found = self->ipv6.addresses->len + self->ipv4.addresses->len > 0;

  end (self, found ? RRM_FAULT_CANCELLED : RRM_FAULT_NAME_SERVER_FAILED);

  return G_SOURCE_REMOVE;
}

/**
 * rrm_name_lookup_new:
 * @host: a name, in its normal form
 * @context: the time limit, the family, and whom to ask
 * @changed: called from the main loop, never from here
 * @data: for @changed
 *
 * Begins to look up the addresses of a name.
 *
 * Returns: (transfer full): a look-up that runs
 */
RrmNameLookup *
rrm_name_lookup_new (const char *host,
                     const RrmNetContext *context,
                     RrmNameLookupFunc changed,
                     gpointer data)
{
  RrmNameLookup *self = g_new0 (RrmNameLookup, 1);
  g_autoptr (GResolver) resolver = g_resolver_get_default ();

  g_atomic_ref_count_init (&self->ref_count);
  self->host = g_strdup (host);
  self->family = context->family;
  g_set_object (&self->name_server, context->name_server);
  self->cancellable = g_cancellable_new ();
  self->changed = changed;
  self->data = data;
  self->fault = RRM_FAULT_CANCELLED;
  self->ipv6.addresses = g_ptr_array_new_with_free_func (g_object_unref);
  self->ipv4.addresses = g_ptr_array_new_with_free_func (g_object_unref);
  self->ipv6.asked = context->family != G_SOCKET_FAMILY_IPV4;
  self->ipv4.asked = context->family != G_SOCKET_FAMILY_IPV6;
  self->deadline = g_get_monotonic_time () + (gint64) context->timeout * 1000;

  self->timer = rrm_source_new_timer (context->timeout, timed_out, self);

  if (self->ipv6.asked)
    g_resolver_lookup_by_name_with_flags_async (resolver, host,
                                                G_RESOLVER_NAME_LOOKUP_FLAGS_IPV6_ONLY,
                                                self->cancellable, ipv6_answered,
                                                lookup_ref (self));
  if (self->ipv4.asked)
    g_resolver_lookup_by_name_with_flags_async (resolver, host,
                                                G_RESOLVER_NAME_LOOKUP_FLAGS_IPV4_ONLY,
                                                self->cancellable, ipv4_answered,
                                                lookup_ref (self));

  return self;
}

/**
 * rrm_name_lookup_free:
 * @self: (transfer full): a look-up, over or not
 *
 * Stops the look-up; nothing is called any more.
 */
void
rrm_name_lookup_free (RrmNameLookup *self)
{
  self->changed = NULL;
  rrm_source_clear (&self->timer);
  g_cancellable_cancel (self->cancellable);
  lookup_unref (self);
}

static Half *
get_half (RrmNameLookup *self,
          GSocketFamily family)
{
  return family == G_SOCKET_FAMILY_IPV6 ? &self->ipv6 : &self->ipv4;
}

/**
 * rrm_name_lookup_get_addresses:
 * @self: a look-up
 * @family: IPv6 or IPv4
 *
 * Returns: (transfer none) (element-type GInetAddress): what has arrived
 */
GPtrArray *
rrm_name_lookup_get_addresses (RrmNameLookup *self,
                               GSocketFamily family)
{
  return get_half (self, family)->addresses;
}

/**
 * rrm_name_lookup_is_answered:
 * @self: a look-up
 * @family: IPv6 or IPv4
 *
 * Returns: whether no further address of this family will come
 */
gboolean
rrm_name_lookup_is_answered (RrmNameLookup *self,
                             GSocketFamily family)
{
  const Half *half = get_half (self, family);

  return self->over || !half->asked || half->answered;
}

gboolean
rrm_name_lookup_is_over (RrmNameLookup *self)
{
  return self->over;
}

/**
 * rrm_name_lookup_get_fault:
 * @self: a look-up that is over
 *
 * Returns: why there is no address; not to be asked when there is one
 */
RrmFaultKind
rrm_name_lookup_get_fault (RrmNameLookup *self)
{
  return self->fault;
}
