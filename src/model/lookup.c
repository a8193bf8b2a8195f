/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/lookup.h"

G_DEFINE_BOXED_TYPE (RrmLookup, rrm_lookup, rrm_lookup_ref, rrm_lookup_unref)

/**
 * rrm_lookup_new:
 * @address: the address
 * @source: where the settings come from
 *
 * Returns: (transfer full): an empty answer
 */
RrmLookup *
rrm_lookup_new (const RrmAddress *address,
                RrmSource source)
{
  RrmLookup *lookup = g_new0 (RrmLookup, 1);

  g_atomic_ref_count_init (&lookup->ref_count);
  lookup->address = g_strdup (rrm_address_get_text (address));
  lookup->source = source;
  lookup->incoming = g_ptr_array_new_with_free_func (g_object_unref);
  lookup->outgoing = g_ptr_array_new_with_free_func (g_object_unref);
  lookup->notes = g_ptr_array_new_with_free_func (g_object_unref);

  return lookup;
}

RrmLookup *
rrm_lookup_ref (RrmLookup *lookup)
{
  g_atomic_ref_count_inc (&lookup->ref_count);

  return lookup;
}

void
rrm_lookup_unref (RrmLookup *lookup)
{
  if (!g_atomic_ref_count_dec (&lookup->ref_count))
    return;

  g_free (lookup->address);
  g_ptr_array_unref (lookup->incoming);
  g_ptr_array_unref (lookup->outgoing);
  g_ptr_array_unref (lookup->notes);
  g_free (lookup->username_hint);
  g_free (lookup);
}

/**
 * rrm_lookup_is_empty:
 * @lookup: an answer
 *
 * Returns: whether it has settings for neither direction
 */
gboolean
rrm_lookup_is_empty (const RrmLookup *lookup)
{
  return lookup->incoming->len == 0 && lookup->outgoing->len == 0;
}

/**
 * rrm_lookup_get_incoming:
 * @lookup: an answer
 * @protocol: IMAP or POP3
 *
 * Returns: (transfer none) (nullable): the best settings for that protocol
 */
RrmServiceSettings *
rrm_lookup_get_incoming (const RrmLookup *lookup,
                         RrmProtocol protocol)
{
  for (guint i = 0; i < lookup->incoming->len; i++)
    {
      RrmServiceSettings *settings = g_ptr_array_index (lookup->incoming, i);

      if (rrm_service_settings_get_protocol (settings) == protocol)
        return settings;
    }

  return NULL;
}

/**
 * rrm_lookup_get_outgoing:
 * @lookup: an answer
 *
 * Returns: (transfer none) (nullable): the best settings for sending
 */
RrmServiceSettings *
rrm_lookup_get_outgoing (const RrmLookup *lookup)
{
  return lookup->outgoing->len > 0 ? g_ptr_array_index (lookup->outgoing, 0) : NULL;
}
