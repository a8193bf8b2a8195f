/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "discover/guess.h"

#include "discover/way.h"
#include "net/dial.h"

/* Names and ports that many providers have, the best of each protocol first. */
static const struct
{
  const char *label;
  RrmProtocol protocol;
  guint16 port;
  RrmSecurity security;
} guesses[] = {
  { "imap", RRM_PROTOCOL_IMAP, 993, RRM_SECURITY_TLS },
  { "mail", RRM_PROTOCOL_IMAP, 993, RRM_SECURITY_TLS },
  { "imap", RRM_PROTOCOL_IMAP, 143, RRM_SECURITY_STARTTLS },
  { "mail", RRM_PROTOCOL_IMAP, 143, RRM_SECURITY_STARTTLS },
  { "pop", RRM_PROTOCOL_POP3, 995, RRM_SECURITY_TLS },
  { "mail", RRM_PROTOCOL_POP3, 995, RRM_SECURITY_TLS },
  { "pop", RRM_PROTOCOL_POP3, 110, RRM_SECURITY_STARTTLS },
  { "mail", RRM_PROTOCOL_POP3, 110, RRM_SECURITY_STARTTLS },
  { "smtp", RRM_PROTOCOL_SMTP, 465, RRM_SECURITY_TLS },
  { "mail", RRM_PROTOCOL_SMTP, 465, RRM_SECURITY_TLS },
  { "smtp", RRM_PROTOCOL_SMTP, 587, RRM_SECURITY_STARTTLS },
  { "mail", RRM_PROTOCOL_SMTP, 587, RRM_SECURITY_STARTTLS },
};

#define N_GUESSES G_N_ELEMENTS (guesses)

/* All are called at once; nothing is said to who answers. */
typedef struct
{
  RrmAddress *address;
  char *hosts[N_GUESSES];
  gboolean there[N_GUESSES];
  /* One more while they are being begun. */
  guint pending;
} Guess;

typedef struct
{
  GTask *task;
  guint index;
} Call;

static void
guess_free (gpointer data)
{
  Guess *guess = data;

  for (guint i = 0; i < N_GUESSES; i++)
    g_free (guess->hosts[i]);
  rrm_address_free (guess->address);
  g_free (guess);
}

static RrmLookup *
make_lookup (Guess *guess)
{
  RrmLookup *lookup = rrm_lookup_new (guess->address, RRM_SOURCE_GUESS);
  gboolean found[RRM_N_PROTOCOLS] = { FALSE };

  for (guint i = 0; i < N_GUESSES; i++)
    {
      RrmProtocol protocol = guesses[i].protocol;
      RrmServiceSettings *settings;

      if (!guess->there[i] || found[protocol])
        continue;
      found[protocol] = TRUE;
      settings = rrm_service_settings_new (protocol, guess->hosts[i], guesses[i].port,
                                           guesses[i].security);
      rrm_service_settings_set_username (settings, rrm_address_get_text (guess->address));
      rrm_service_settings_set_source (settings, RRM_SOURCE_GUESS);
      g_ptr_array_add (protocol == RRM_PROTOCOL_SMTP ? lookup->outgoing : lookup->incoming,
                       settings);
    }

  return lookup;
}

static void
end_one (GTask *task)
{
  Guess *guess = g_task_get_task_data (task);

  if (--guess->pending == 0)
    g_task_return_pointer (task, make_lookup (guess), (GDestroyNotify) rrm_lookup_unref);
}

static void
on_dialed (GObject *source,
           GAsyncResult *result,
           gpointer data)
{
  Call *call = data;
  g_autoptr (GTask) task = call->task;
  Guess *guess = g_task_get_task_data (task);
  g_autoptr (GSocket) socket = rrm_dial_finish (result, NULL);

  guess->there[call->index] = socket != NULL;
  if (socket != NULL)
    g_socket_close (socket, NULL);
  g_free (call);
  end_one (task);
}

/**
 * rrm_guess_async:
 * @address: an address
 * @context: (transfer none): the way there and the time limit; it must live until @callback
 * @cancellable: (nullable): to stop at any moment
 * @callback: called when it is over
 * @data: for @callback
 *
 * Tries the usual names of mail servers below the address's domain, by connecting alone.
 */
void
rrm_guess_async (const RrmAddress *address,
                 const RrmNetContext *context,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, data);
  Guess *guess = g_new0 (Guess, 1);

  guess->address = rrm_address_copy (address);
  guess->pending = 1;
  g_task_set_source_tag (task, rrm_guess_async);
  g_task_set_task_data (task, guess, guess_free);
  for (guint i = 0; i < N_GUESSES; i++)
    {
      Call *call;

      guess->hosts[i] =
        g_strconcat (guesses[i].label, ".", rrm_address_get_domain (address), NULL);
      if (!rrm_way_is_open (context, guess->hosts[i], guesses[i].port))
        continue;
      call = g_new0 (Call, 1);
      call->task = g_object_ref (task);
      call->index = i;
      guess->pending++;
      rrm_dial_async (guess->hosts[i], guesses[i].port, context, NULL, cancellable, on_dialed,
                      call);
    }
  end_one (task);
}

/**
 * rrm_guess_finish:
 * @result: the result
 *
 * Returns: (transfer full): one server of each protocol, where one answered
 */
RrmLookup *
rrm_guess_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
