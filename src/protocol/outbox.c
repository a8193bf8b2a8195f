/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "protocol/outbox.h"

/**
 * RrmOutbox:
 *
 * What an engine wants next, in order. Public lines that follow each other become one write, so
 * that commands that may go together travel in one packet.
 */
struct _RrmOutbox
{
  GQueue items;
};

typedef struct
{
  RrmStep step;
  RrmOutput output;
  /* The lines of a public write. */
  GString *lines;
} Item;

static void
item_free (gpointer data)
{
  Item *item = data;

  rrm_output_clear (&item->output);
  if (item->lines != NULL)
    g_string_free (item->lines, TRUE);
  g_free (item);
}

static Item *
add (RrmOutbox *self,
     RrmStep step)
{
  Item *item = g_new0 (Item, 1);

  item->step = step;
  g_queue_push_tail (&self->items, item);

  return item;
}

RrmOutbox *
rrm_outbox_new (void)
{
  RrmOutbox *self = g_new0 (RrmOutbox, 1);

  g_queue_init (&self->items);

  return self;
}

void
rrm_outbox_free (RrmOutbox *self)
{
  g_queue_clear_full (&self->items, item_free);
  g_free (self);
}

/**
 * rrm_outbox_add_event:
 * @self: an outbox
 * @name: which step of the test
 * @status: how it stands
 * @fault: (transfer full) (nullable): what went wrong
 */
void
rrm_outbox_add_event (RrmOutbox *self,
                      RrmStepName name,
                      RrmStatus status,
                      RrmFault *fault)
{
  Item *item = add (self, RRM_STEP_EVENT);

  item->output.name = name;
  item->output.status = status;
  item->output.fault = fault;
}

/**
 * rrm_outbox_add_line:
 * @self: an outbox
 * @line: what to send; CRLF is added
 */
void
rrm_outbox_add_line (RrmOutbox *self,
                     const char *line)
{
  Item *last = g_queue_peek_tail (&self->items);

  if (last == NULL || last->lines == NULL)
    {
      last = add (self, RRM_STEP_WRITE);
      last->lines = g_string_new (NULL);
    }
  g_string_append (last->lines, line);
  g_string_append (last->lines, "\r\n");
}

/**
 * rrm_outbox_add_secret:
 * @self: an outbox
 * @bytes: (transfer full): what to send as it is
 */
void
rrm_outbox_add_secret (RrmOutbox *self,
                       RrmSecret *bytes)
{
  add (self, RRM_STEP_WRITE)->output.secret = bytes;
}

void
rrm_outbox_add_start_tls (RrmOutbox *self)
{
  add (self, RRM_STEP_START_TLS);
}

/**
 * rrm_outbox_take:
 * @self: an outbox
 * @step: (out): what comes next
 * @output: (out caller-allocates): what goes with it; the caller clears it
 *
 * Returns: %FALSE when nothing waits
 */
gboolean
rrm_outbox_take (RrmOutbox *self,
                 RrmStep *step,
                 RrmOutput *output)
{
  Item *item = g_queue_pop_head (&self->items);

  if (item == NULL)
    return FALSE;

  if (item->lines != NULL)
    item->output.bytes = g_string_free_to_bytes (g_steal_pointer (&item->lines));
  *step = item->step;
  *output = item->output;
  g_free (item);

  return TRUE;
}
