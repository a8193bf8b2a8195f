/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "discover/discover.h"
#include "explain/lookup-text.h"
#include "model/address.h"
#include "setup/search.h"
#include "setup/setup-private.h"

/* The servers of an address that is not in the built-in list: its provider is asked, and what comes
 * back is used when the person has seen and confirmed it. Who is asked learns the domain alone. */

/* A search on its way. It keeps alive what it needs, for it ends after it was given up. */
typedef struct
{
  RrmSetup *setup;
  GCancellable *cancellable;
  RrmRedirects *redirects;
  RrmTrust *trust;
  RrmNetContext context;
} Search;

static void
search_free (Search *search)
{
  g_object_unref (search->setup);
  g_object_unref (search->cancellable);
  rrm_redirects_unref (search->redirects);
  rrm_trust_unref (search->trust);
  g_free (search);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Search, search_free)

static void
set_search (RrmSetup *self,
            RrmSearch search)
{
  if (self->search == search)
    return;

  g_debug ("search %d → %d", (int) self->search, (int) search);
  self->search = search;
  rrm_setup_notify (self, RRM_SETUP_PROP_SEARCH);
}

RrmSearch
rrm_setup_get_search (RrmSetup *self)
{
  return self->search;
}

/**
 * rrm_setup_can_search:
 * @self: a setup
 *
 * Nobody is asked for an address whose servers stand there, that looks mistyped, or that was asked
 * for already.
 *
 * Returns: whether the provider is to be asked before the flow goes on
 */
gboolean
rrm_setup_can_search (RrmSetup *self)
{
  RrmLookup *lookup = rrm_setup_get_lookup (self);

  return self->page == RRM_PAGE_ABOUT && self->search == RRM_SEARCH_NONE &&
         self->practice == NULL && !self->same_servers && lookup != NULL &&
         rrm_discover_may_ask (lookup) && g_strcmp0 (self->searched, lookup->address) != 0 &&
         g_strcmp0 (self->filled_for, lookup->address) != 0;
}

static void
on_discovered (GObject *source,
               GAsyncResult *result,
               gpointer user_data)
{
  g_autoptr (Search) search = user_data;
  g_autoptr (RrmLookup) found = rrm_discover_finish (result);
  RrmSetup *self = search->setup;

  /* It was given up, for another address or for good. */
  if (self->searching != search->cancellable)
    return;

  g_clear_object (&self->searching);
  if (rrm_lookup_is_empty (found))
    {
      set_search (self, RRM_SEARCH_EMPTY);
      return;
    }
  self->found = g_steal_pointer (&found);
  set_search (self, RRM_SEARCH_FOUND);
}

/**
 * rrm_setup_search:
 * @self: a setup that can search
 * @wrong: (out): the field to mend where it cannot begin
 *
 * Asks the provider of the address; [property@Setup:search] tells how it stands.
 *
 * Returns: whether it has begun
 */
gboolean
rrm_setup_search (RrmSetup *self,
                  RrmField *wrong)
{
  g_autoptr (RrmAddress) address = NULL;
  Search *search;

  g_return_val_if_fail (rrm_setup_can_search (self), FALSE);
  if (!rrm_setup_check_fields (self, FALSE, wrong))
    return FALSE;

  address = rrm_address_parse (rrm_draft_get_text (self->draft, RRM_FIELD_ADDRESS), NULL);
  g_free (self->searched);
  self->searched = g_strdup (rrm_address_get_text (address));
  self->searching = g_cancellable_new ();
  set_search (self, RRM_SEARCH_RUNNING);

  search = g_new0 (Search, 1);
  search->setup = g_object_ref (self);
  search->cancellable = g_object_ref (self->searching);
  search->redirects = rrm_redirects_ref (self->redirects);
  search->trust = rrm_trust_ref (self->trust);
  search->context = (RrmNetContext) {
    .start = g_get_monotonic_time (),
    .timeout = MIN (RRM_DISCOVER_TIMEOUT_MS, self->timeout),
    .family = G_SOCKET_FAMILY_INVALID,
    .redirects = search->redirects,
    .trust = search->trust,
  };
  rrm_discover_async (address, &search->context, search->cancellable, on_discovered, search);

  return TRUE;
}

/**
 * rrm_setup_stop_search:
 * @self: a setup
 *
 * Stops a running search, and gives up what one has found. For this address nobody is asked again.
 */
void
rrm_setup_stop_search (RrmSetup *self)
{
  if (self->searching != NULL)
    g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  g_clear_pointer (&self->found, rrm_lookup_unref);
  set_search (self, RRM_SEARCH_NONE);
}

/*< private >
 * rrm_setup_forget_search:
 * @self: a setup
 *
 * Stops it, and forgets that it was made.
 */
void
rrm_setup_forget_search (RrmSetup *self)
{
  rrm_setup_stop_search (self);
  g_clear_pointer (&self->searched, g_free);
}

/**
 * rrm_setup_get_found:
 * @self: a setup
 *
 * Returns: (transfer none) (nullable): the servers that wait for the person's word
 */
RrmLookup *
rrm_setup_get_found (RrmSetup *self)
{
  return self->found;
}

/* The first of each direction is what would be used. */
static void
add_strangers (GString *text,
               GPtrArray *list,
               const char *domain)
{
  const char *host =
    list->len > 0 ? rrm_service_settings_get_host (g_ptr_array_index (list, 0)) : NULL;

  if (host != NULL && !rrm_host_is_within (host, domain))
    {
      g_autofree char *note = rrm_explain_stranger (host, domain);

      g_string_append_printf (text, "\n%s", note);
    }
}

/**
 * rrm_setup_describe_found:
 * @self: a setup with servers that were found
 *
 * Returns: (transfer full): where they come from, and which are not the provider's own by their
 *   name, a line each
 */
char *
rrm_setup_describe_found (RrmSetup *self)
{
  g_autoptr (RrmAddress) address = rrm_address_parse (self->found->address, NULL);
  g_autofree char *origin = rrm_explain_origin (self->found);
  GString *text = g_string_new (origin);

  add_strangers (text, self->found->incoming, rrm_address_get_domain (address));
  add_strangers (text, self->found->outgoing, rrm_address_get_domain (address));

  return g_string_free (text, FALSE);
}

static void
confirm_hosts (RrmSetup *self,
               GPtrArray *list)
{
  for (guint i = 0; i < list->len; i++)
    rrm_setup_confirm_host (self, rrm_service_settings_get_host (g_ptr_array_index (list, i)));
}

/**
 * rrm_setup_use_found:
 * @self: a setup with servers that were found
 *
 * The person has seen them, and agreed that the password goes there.
 */
void
rrm_setup_use_found (RrmSetup *self)
{
  RrmLookup *lookup = rrm_setup_get_lookup (self);
  RrmLookup *found;

  g_return_if_fail (self->found != NULL && lookup != NULL &&
                    g_str_equal (lookup->address, self->found->address));

  found = g_steal_pointer (&self->found);
  for (guint i = 0; i < lookup->notes->len; i++)
    g_ptr_array_add (found->notes, g_object_ref (g_ptr_array_index (lookup->notes, i)));
  confirm_hosts (self, found->incoming);
  confirm_hosts (self, found->outgoing);
  rrm_lookup_unref (self->lookup);
  self->lookup = found;
  g_clear_pointer (&self->filled_for, g_free);
  set_search (self, RRM_SEARCH_NONE);
}

/**
 * rrm_setup_refuse_found:
 * @self: a setup
 *
 * The person does not want the servers that were found, if they still wait.
 */
void
rrm_setup_refuse_found (RrmSetup *self)
{
  if (self->search == RRM_SEARCH_FOUND)
    rrm_setup_stop_search (self);
}
