/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/race.h"

#include "net/source.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

/**
 * RrmRace:
 *
 * Several addresses of one server, tried by turns until one answers (RFC 8305): IPv6 first, then
 * the families alternate; the next attempt starts after a short while, or at once when one fails;
 * the first that connects wins and the others are given up. Every attempt is kept as a fact.
 */
struct _RrmRace
{
  guint delay;
  gboolean redirected;
  /* RrmAttempt, shared with the report. */
  GPtrArray *attempts;
  RrmRaceFunc over;
  gpointer data;
  /* GSocketAddress that are not tried yet. */
  GQueue ipv6;
  GQueue ipv4;
  gboolean last_was_ipv6;
  /* No address will be added. */
  gboolean complete;
  /* Try, under way. */
  GPtrArray *tries;
  /* NULL unless the next attempt waits for its turn. */
  GSource *turn;
  /* Set once, by the winner. */
  GSocket *socket;
  gboolean failed;
  RrmFaultKind fault;
  int code;
  gboolean is_over;
};

typedef struct
{
  RrmRace *race;
  GSocket *socket;
  GSource *source;
  RrmAttempt *fact;
  gint64 began;
} Try;

static void run (RrmRace *self);

static void
try_free (Try *try)
{
  if (try->source != NULL)
    g_source_destroy (try->source);
  g_clear_pointer (&try->source, g_source_unref);
  g_clear_object (&try->socket);
  g_free (try);
}

/* How much a failed attempt says about the server. A refusal or a reset came from its machine;
 * silence came from a way that exists; an error of the way says least, for a computer without IPv6
 * has one at every server. */
static guint
rank (RrmFaultKind fault)
{
  switch (fault)
    {
    case RRM_FAULT_REFUSED:
      return 5;
    case RRM_FAULT_RESET:
      return 4;
    case RRM_FAULT_TIMED_OUT:
      return 3;
    case RRM_FAULT_NETWORK:
      return 2;
    default:
      return 1;
    }
}

static RrmFaultKind
fault_from_errno (int code)
{
  switch (code)
    {
    case ECONNREFUSED:
      return RRM_FAULT_REFUSED;
    case ECONNRESET:
    case ECONNABORTED:
      return RRM_FAULT_RESET;
    case ETIMEDOUT:
      return RRM_FAULT_TIMED_OUT;
    case EHOSTUNREACH:
    case ENETUNREACH:
    case ENETDOWN:
    case EHOSTDOWN:
    case EADDRNOTAVAIL:
    case EAFNOSUPPORT:
      return RRM_FAULT_UNREACHABLE;
    default:
      return RRM_FAULT_NETWORK;
    }
}

static RrmFaultKind
fault_from_error (const GError *error)
{
  if (error->domain != G_IO_ERROR)
    return RRM_FAULT_NETWORK;

  switch (error->code)
    {
    case G_IO_ERROR_CONNECTION_REFUSED:
      return RRM_FAULT_REFUSED;
    case G_IO_ERROR_CONNECTION_CLOSED:
      return RRM_FAULT_RESET;
    case G_IO_ERROR_TIMED_OUT:
      return RRM_FAULT_TIMED_OUT;
    case G_IO_ERROR_HOST_UNREACHABLE:
    case G_IO_ERROR_NETWORK_UNREACHABLE:
    case G_IO_ERROR_NOT_SUPPORTED:
      return RRM_FAULT_UNREACHABLE;
    default:
      return RRM_FAULT_NETWORK;
    }
}

static void
note_fault (RrmRace *self,
            RrmAttempt *fact,
            gint64 began,
            RrmFaultKind fault,
            int code)
{
  fact->elapsed = g_get_monotonic_time () - began;
  fact->fault = fault;
  if (!self->failed || rank (fault) > rank (self->fault))
    {
      self->fault = fault;
      self->code = code;
    }
  self->failed = TRUE;
}

/* Gives up what is still under way; it did not fail. */
static void
drop_tries (RrmRace *self)
{
  gint64 now = g_get_monotonic_time ();

  for (guint i = 0; i < self->tries->len; i++)
    {
      Try *try = g_ptr_array_index (self->tries, i);

      try->fact->elapsed = now - try->began;
    }
  g_ptr_array_set_size (self->tries, 0);
}

static void
end (RrmRace *self)
{
  self->is_over = TRUE;
  rrm_source_clear (&self->turn);
  drop_tries (self);
  self->over (self, self->data);
}

static void
win (RrmRace *self,
     GSocket *socket,
     RrmAttempt *fact,
     gint64 began)
{
  fact->connected = TRUE;
  fact->elapsed = g_get_monotonic_time () - began;
  self->socket = g_object_ref (socket);
}

static gboolean
try_ready (GSocket *socket,
           GIOCondition condition,
           gpointer data)
{
  Try *try = data;
  RrmRace *self = try->race;
  int code = 0;

  if (!g_socket_get_option (socket, SOL_SOCKET, SO_ERROR, &code, NULL))
    code = EIO;
  if (code == 0 && g_socket_check_connect_result (socket, NULL))
    win (self, socket, try->fact, try->began);
  else
    note_fault (self, try->fact, try->began, fault_from_errno (code), code);

  g_ptr_array_remove_fast (self->tries, try);
  if (self->socket != NULL)
    end (self);
  else
    run (self);

  return G_SOURCE_REMOVE;
}

static GSocket *
make_socket (GSocketAddress *address,
             GError **error)
{
  GSocket *socket = g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM,
                                  G_SOCKET_PROTOCOL_TCP, error);

  if (socket == NULL)
    return NULL;

  g_socket_set_blocking (socket, FALSE);
  /* Each command is one write, which must not wait for the answer to the one before. */
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, 1, NULL);

  return socket;
}

/* Starts one attempt; whether it is under way. One that fails at once is noted. */
static gboolean
start_try (RrmRace *self,
           GSocketAddress *address)
{
  GInetSocketAddress *inet = G_INET_SOCKET_ADDRESS (address);
  g_autofree char *text = g_inet_address_to_string (g_inet_socket_address_get_address (inet));
  gint64 began = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket = NULL;
  RrmAttempt *fact;
  Try *try;

  self->last_was_ipv6 = g_socket_address_get_family (address) == G_SOCKET_FAMILY_IPV6;
  fact = rrm_attempt_new (text, g_inet_socket_address_get_port (inet), self->last_was_ipv6);
  fact->redirected = self->redirected;
  g_ptr_array_add (self->attempts, fact);

  socket = make_socket (address, &error);
  if (socket != NULL && g_socket_connect (socket, address, NULL, &error))
    {
      win (self, socket, fact, began);
      return TRUE;
    }
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PENDING))
    {
      note_fault (self, fact, began, fault_from_error (error), 0);
      return FALSE;
    }

  try = g_new0 (Try, 1);
  try->race = self;
  try->fact = fact;
  try->began = began;
  try->source = g_socket_create_source (socket, G_IO_OUT, NULL);
  try->socket = g_steal_pointer (&socket);
  g_source_set_callback (try->source, G_SOURCE_FUNC (try_ready), try, NULL);
  g_source_attach (try->source, g_main_context_get_thread_default ());
  g_ptr_array_add (self->tries, try);

  return TRUE;
}

static GSocketAddress *
take_next (RrmRace *self)
{
  gboolean ipv6 = !g_queue_is_empty (&self->ipv6) &&
                  (g_queue_is_empty (&self->ipv4) || !self->last_was_ipv6);

  return g_queue_pop_head (ipv6 ? &self->ipv6 : &self->ipv4);
}

static gboolean
turn_came (gpointer data)
{
  RrmRace *self = data;

  rrm_source_clear (&self->turn);
  run (self);

  return G_SOURCE_REMOVE;
}

static void
await_turn (RrmRace *self)
{
  rrm_source_clear (&self->turn);
  self->turn = rrm_source_new_timer (self->delay, turn_came, self);
}

/* Starts the next attempt, passing over those that fail at once, and ends the race when nothing is
 * left to hope for. */
static void
run (RrmRace *self)
{
  GSocketAddress *address;

  while ((address = take_next (self)) != NULL)
    {
      gboolean started = start_try (self, address);

      g_object_unref (address);
      if (started)
        {
          if (self->socket != NULL)
            end (self);
          else
            await_turn (self);
          return;
        }
    }

  rrm_source_clear (&self->turn);
  if (self->tries->len == 0 && self->complete)
    end (self);
}

/**
 * rrm_race_new:
 * @delay: between two attempts, in milliseconds
 * @redirected: whether the addresses stand for others by wish
 * @attempts: (element-type RrmAttempt): where attempts are noted
 * @over: called once when the race is over
 * @data: for @over
 *
 * Returns: (transfer full): a race that has not begun
 */
RrmRace *
rrm_race_new (guint delay,
              gboolean redirected,
              GPtrArray *attempts,
              RrmRaceFunc over,
              gpointer data)
{
  RrmRace *self = g_new0 (RrmRace, 1);

  self->delay = delay;
  self->redirected = redirected;
  self->attempts = g_ptr_array_ref (attempts);
  self->over = over;
  self->data = data;
  self->tries = g_ptr_array_new_with_free_func ((GDestroyNotify) try_free);
  self->fault = RRM_FAULT_UNREACHABLE;

  return self;
}

/**
 * rrm_race_free:
 * @self: (transfer full): a race, over or not
 *
 * Gives up every attempt.
 */
void
rrm_race_free (RrmRace *self)
{
  rrm_source_clear (&self->turn);
  drop_tries (self);
  g_ptr_array_unref (self->tries);
  g_queue_clear_full (&self->ipv6, g_object_unref);
  g_queue_clear_full (&self->ipv4, g_object_unref);
  g_clear_object (&self->socket);
  g_ptr_array_unref (self->attempts);
  g_free (self);
}

/**
 * rrm_race_add:
 * @self: a race
 * @address: an address to try
 *
 * Lines up an address behind the others of its family.
 */
void
rrm_race_add (RrmRace *self,
              GSocketAddress *address)
{
  gboolean ipv6 = g_socket_address_get_family (address) == G_SOCKET_FAMILY_IPV6;

  g_queue_push_tail (ipv6 ? &self->ipv6 : &self->ipv4, g_object_ref (address));
}

/**
 * rrm_race_run:
 * @self: a race
 * @complete: whether no further address will be added
 *
 * Begins the race, or goes on with addresses that were added; one whose turn has not come waits.
 */
void
rrm_race_run (RrmRace *self,
              gboolean complete)
{
  self->complete |= complete;
  if (!self->is_over && self->turn == NULL)
    run (self);
}

/**
 * rrm_race_time_out:
 * @self: a race
 *
 * Ends the race, the time being over.
 */
void
rrm_race_time_out (RrmRace *self)
{
  for (guint i = 0; i < self->tries->len; i++)
    {
      Try *try = g_ptr_array_index (self->tries, i);

      note_fault (self, try->fact, try->began, RRM_FAULT_TIMED_OUT, ETIMEDOUT);
    }
  g_ptr_array_set_size (self->tries, 0);
  end (self);
}

/**
 * rrm_race_steal_socket:
 * @self: a race that is over
 *
 * Returns: (transfer full) (nullable): the connection that won, if one did
 */
GSocket *
rrm_race_steal_socket (RrmRace *self)
{
  return g_steal_pointer (&self->socket);
}

/**
 * rrm_race_dup_fault:
 * @self: a race that is over
 *
 * Tells what went wrong. When attempts ended differently, the one counts that says most about the
 * server: refused, reset, silent, an error of the socket, no route, in this order.
 *
 * Returns: (transfer full): why there is no connection
 */
RrmFault *
rrm_race_dup_fault (RrmRace *self)
{
  RrmFault *fault = rrm_fault_new (self->fault);

  fault->library_code = self->code;

  return fault;
}
