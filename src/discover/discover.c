/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "discover/discover.h"

#include "discover/autoconfig.h"
#include "discover/guess.h"
#include "discover/records.h"
#include "discover/way.h"
#include "net/fetch.h"

#define HTTPS_PORT 443

/* Where a provider's file may lie, in Thunderbird's order. The address is not told: the name of the
 * domain is enough. */
static const struct
{
  const char *before;
  const char *path;
} places[] = {
  { "autoconfig.", "/mail/config-v1.1.xml" },
  { "", "/.well-known/autoconfig/mail/config-v1.1.xml" },
};

#define N_PLACES G_N_ELEMENTS (places)
/* The files, and then the records of the domain. */
#define N_ANSWERS (N_PLACES + 1)
#define RECORDS N_PLACES

/* All are asked at once, and the first in this order that knows something is taken. Only where none
 * does is it guessed. */
typedef struct
{
  /* Borrowed, until it is over. */
  const RrmNetContext *context;
  RrmAddress *address;
  RrmLookup *answers[N_ANSWERS];
  gboolean pending[N_ANSWERS];
  /* Ends what is no longer needed. */
  GCancellable *cancellable;
  GCancellable *wish;
  gulong wish_id;
  /* The rest of the questions has not been asked yet. */
  gboolean beginning;
  gboolean decided;
  RrmLookup *result;
} Discover;

typedef struct
{
  GTask *task;
  guint index;
} Question;

static void
discover_free (gpointer data)
{
  Discover *discover = data;

  for (guint i = 0; i < N_ANSWERS; i++)
    g_clear_pointer (&discover->answers[i], rrm_lookup_unref);
  g_clear_pointer (&discover->result, rrm_lookup_unref);
  g_clear_object (&discover->cancellable);
  g_clear_object (&discover->wish);
  rrm_address_free (discover->address);
  g_free (discover);
}

static void
finish (GTask *task)
{
  Discover *discover = g_task_get_task_data (task);

  if (discover->wish != NULL)
    g_cancellable_disconnect (discover->wish, discover->wish_id);
  g_task_return_pointer (task, g_steal_pointer (&discover->result),
                         (GDestroyNotify) rrm_lookup_unref);
}

static void
on_guessed (GObject *source,
            GAsyncResult *result,
            gpointer data)
{
  g_autoptr (GTask) task = data;
  Discover *discover = g_task_get_task_data (task);

  discover->result = rrm_guess_finish (result);
  finish (task);
}

static gboolean
is_waiting (Discover *discover)
{
  for (guint i = 0; i < N_ANSWERS; i++)
    if (discover->pending[i])
      return TRUE;

  return FALSE;
}

/* Takes the best answer as soon as no better one can come. The others are called off, and end
 * before it does, for they use the same way. */
static void
decide (GTask *task)
{
  Discover *discover = g_task_get_task_data (task);

  for (guint i = 0; i < N_ANSWERS && !discover->decided && !discover->pending[i]; i++)
    if (discover->answers[i] != NULL && !rrm_lookup_is_empty (discover->answers[i]))
      {
        discover->decided = TRUE;
        discover->result = g_steal_pointer (&discover->answers[i]);
        g_cancellable_cancel (discover->cancellable);
      }
  if (discover->beginning || is_waiting (discover))
    return;

  if (discover->decided)
    finish (task);
  else
    rrm_guess_async (discover->address, discover->context, discover->cancellable, on_guessed,
                     g_object_ref (task));
}

static void
take_answer (Question *question,
             RrmLookup *answer)
{
  g_autoptr (GTask) task = question->task;
  Discover *discover = g_task_get_task_data (task);

  discover->answers[question->index] = answer;
  discover->pending[question->index] = FALSE;
  g_free (question);
  decide (task);
}

static void
on_fetched (GObject *source,
            GAsyncResult *result,
            gpointer data)
{
  Question *question = data;
  Discover *discover = g_task_get_task_data (question->task);
  g_autoptr (GBytes) body = rrm_fetch_finish (result, NULL);
  RrmLookup *lookup = rrm_lookup_new (discover->address, RRM_SOURCE_AUTOCONFIG);
  gsize length = 0;
  const char *text = body != NULL ? g_bytes_get_data (body, &length) : NULL;

  if (text != NULL)
    rrm_autoconfig_parse (text, length, discover->address, lookup);
  take_answer (question, lookup);
}

static void
on_records (GObject *source,
            GAsyncResult *result,
            gpointer data)
{
  take_answer (data, rrm_records_finish (result));
}

static Question *
question_new (GTask *task,
              guint index)
{
  Discover *discover = g_task_get_task_data (task);
  Question *question = g_new0 (Question, 1);

  question->task = g_object_ref (task);
  question->index = index;
  discover->pending[index] = TRUE;

  return question;
}

static void
ask_all (GTask *task)
{
  Discover *discover = g_task_get_task_data (task);
  const RrmNetContext *context = discover->context;
  const char *domain = rrm_address_get_domain (discover->address);

  discover->beginning = TRUE;
  for (guint i = 0; i < N_PLACES; i++)
    {
      g_autofree char *host = g_strconcat (places[i].before, domain, NULL);
      g_autofree char *url = g_strconcat ("https://", host, places[i].path, NULL);

      if (rrm_way_is_open (context, host, HTTPS_PORT))
        rrm_fetch_async (url, RRM_AUTOCONFIG_MAX_SIZE, context, discover->cancellable, on_fetched,
                         question_new (task, i));
    }
  /* A name server cannot be redirected. */
  if (context->redirects == NULL || rrm_redirects_is_empty (context->redirects))
    rrm_records_async (discover->address, context->timeout, discover->cancellable, on_records,
                       question_new (task, RECORDS));
  discover->beginning = FALSE;
}

static void
on_cancelled (GCancellable *wish,
              gpointer data)
{
  g_cancellable_cancel (data);
}

/**
 * rrm_discover_may_ask:
 * @lookup: what the built-in list knows of an address
 *
 * Of a domain that looks misspelt nobody is asked: who owns it may count on the slip.
 *
 * Returns: whether the provider of the address may be asked for its settings
 */
gboolean
rrm_discover_may_ask (const RrmLookup *lookup)
{
  for (guint i = 0; i < lookup->notes->len; i++)
    if (rrm_finding_get_code (g_ptr_array_index (lookup->notes, i)) !=
        RRM_FINDING_NOT_THIS_PROVIDER)
      return FALSE;

  return rrm_lookup_is_empty (lookup);
}

/**
 * rrm_discover_async:
 * @address: an address of a provider that the built-in list does not know
 * @context: (transfer none): the way there, the time limit and whom to trust; it must live until
 *   @callback
 * @cancellable: (nullable): to stop at any moment; what is known then is the answer
 * @callback: called when it is over
 * @data: for @callback
 *
 * Looks for the settings of an address: the provider's own file by HTTPS, then the service records
 * of its domain, then guesses that are tried by connecting.
 */
void
rrm_discover_async (const RrmAddress *address,
                    const RrmNetContext *context,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, data);
  Discover *discover = g_new0 (Discover, 1);

  discover->context = context;
  discover->address = rrm_address_copy (address);
  discover->cancellable = g_cancellable_new ();
  g_task_set_source_tag (task, rrm_discover_async);
  g_task_set_task_data (task, discover, discover_free);
  if (g_set_object (&discover->wish, cancellable))
    discover->wish_id = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled),
                                               g_object_ref (discover->cancellable),
                                               g_object_unref);
  ask_all (task);
  decide (task);
}

/**
 * rrm_discover_finish:
 * @result: the result
 *
 * Returns: (transfer full): the settings; empty where nobody knows any
 */
RrmLookup *
rrm_discover_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
