/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/tls.h"

#include "net/hostname.h"
#include "net/peer.h"
#include "net/tls-fault.h"
#include "net/tls-offer.h"
#include "net/verify.h"

#include <errno.h>
#include <gnutls/gnutls.h>
#include <string.h>

/* How much clear text is awaited where TLS was expected, before it is told without its line end. */
#define MAX_CLEAR_TEXT 1000

/* Warnings and other harmless interruptions in one handshake; more is an attack. */
#define MAX_INTERRUPTIONS 16

/* Record types (RFC 8446, section 5.1). */
#define RECORD_ALERT 21
#define RECORD_HANDSHAKE 22

/**
 * RrmTls:
 *
 * TLS without a socket: bytes of the peer go in, bytes for the peer come out, and nothing blocks.
 * Every alert and every certificate is kept as a fact.
 *
 * Nothing is read from or written to the peer before it has been verified.
 */
struct _RrmTls
{
  gnutls_session_t session;
  /* As rrm_hostname_normalise() gives it. */
  char *host;
  RrmTlsOffer offer;
  /* Bytes of the peer that GnuTLS has not taken yet start at @taken. */
  GByteArray *input;
  gsize taken;
  GByteArray *output;
  gboolean ended;
  RrmFaultKind end;
  /* The peer's first bytes look like a record. */
  gboolean speaks_tls;
  RrmTlsState state;
  RrmTlsInfo *info;
  /* NULL unless something failed. */
  RrmFault *fault;
};

static ssize_t
pull (gnutls_transport_ptr_t data,
      void *buffer,
      size_t size)
{
  RrmTls *self = data;
  gsize n = MIN (size, self->input->len - self->taken);

  if (n == 0 || !self->speaks_tls)
    {
      if (self->ended && self->end == RRM_FAULT_CLOSED)
        return 0;
      gnutls_transport_set_errno (self->session, self->ended ? ECONNRESET : EAGAIN);
      return -1;
    }

  memcpy (buffer, self->input->data + self->taken, n);
  self->taken += n;
  if (self->taken == self->input->len)
    {
      g_byte_array_set_size (self->input, 0);
      self->taken = 0;
    }

  return (ssize_t) n;
}

static int
pull_timeout (gnutls_transport_ptr_t data,
              unsigned milliseconds)
{
  RrmTls *self = data;

  return self->input->len > self->taken || self->ended;
}

static ssize_t
push (gnutls_transport_ptr_t data,
      const void *bytes,
      size_t size)
{
  RrmTls *self = data;

  g_byte_array_append (self->output, bytes, (guint) size);

  return (ssize_t) size;
}

static void
set_host (RrmTls *self,
          const char *host)
{
  g_autoptr (GInetAddress) literal = rrm_hostname_literal (host);

  self->host = rrm_hostname_normalise (host);
  /* An address is no server name (RFC 6066, section 3). */
  if (literal == NULL)
    gnutls_server_name_set (self->session, GNUTLS_NAME_DNS, self->host, strlen (self->host));
}

/**
 * rrm_tls_new:
 * @host: the host that is meant: it is asked for, and the certificate must be for it
 * @offer: what the handshake offers
 *
 * Returns: (transfer full): TLS that has not begun; [method@Tls.handshake] begins it
 */
RrmTls *
rrm_tls_new (const char *host,
             RrmTlsOffer offer)
{
  RrmTls *self = g_new0 (RrmTls, 1);

  self->offer = offer;
  self->input = g_byte_array_new ();
  self->output = g_byte_array_new ();
  self->info = rrm_tls_info_new ();

  self->session = rrm_tls_offer_new_session (offer);
  gnutls_transport_set_ptr (self->session, self);
  gnutls_transport_set_pull_function (self->session, pull);
  gnutls_transport_set_pull_timeout_function (self->session, pull_timeout);
  gnutls_transport_set_push_function (self->session, push);
  set_host (self, host);

  return self;
}

void
rrm_tls_free (RrmTls *self)
{
  gnutls_deinit (self->session);
  g_free (self->host);
  g_byte_array_unref (self->input);
  g_byte_array_unref (self->output);
  rrm_tls_info_unref (self->info);
  g_clear_pointer (&self->fault, rrm_fault_free);
  g_free (self);
}

/**
 * rrm_tls_feed:
 * @self: TLS
 * @bytes: (array length=length): what the peer sent
 * @length: how many
 */
void
rrm_tls_feed (RrmTls *self,
              const guint8 *bytes,
              gsize length)
{
  g_byte_array_append (self->input, bytes, (guint) length);
}

/**
 * rrm_tls_feed_end:
 * @self: TLS
 * @end: why nothing more will come: %RRM_FAULT_CLOSED, %RRM_FAULT_RESET, %RRM_FAULT_TIMED_OUT or
 *   %RRM_FAULT_NETWORK
 *
 * Tells that the peer says no more. What it said before still counts.
 */
void
rrm_tls_feed_end (RrmTls *self,
                  RrmFaultKind end)
{
  self->ended = TRUE;
  self->end = end;
}

/**
 * rrm_tls_peek_output:
 * @self: TLS
 * @length: (out): how many bytes
 *
 * Returns: (transfer none) (array length=length): what is to be sent to the peer, encrypted
 */
const guint8 *
rrm_tls_peek_output (RrmTls *self,
                     gsize *length)
{
  *length = self->output->len;

  return self->output->data;
}

/**
 * rrm_tls_drop_output:
 * @self: TLS
 * @length: how many bytes have been sent
 */
void
rrm_tls_drop_output (RrmTls *self,
                     gsize length)
{
  g_byte_array_remove_range (self->output, 0, (guint) length);
}

static void
take_fault (RrmTls *self,
            RrmFault *fault)
{
  g_clear_pointer (&self->fault, rrm_fault_free);
  self->fault = fault;
  self->state = RRM_TLS_FAILED;
}

static RrmFault *
explain (RrmTls *self,
         int code)
{
  return rrm_tls_fault_from_code (self->session, code, self->ended ? &self->end : NULL);
}

/* Whom the handshake has shown; @trust is NULL when nobody will be verified. */
static RrmPeer *
meet_peer (RrmTls *self,
           RrmTrust *trust)
{
  unsigned n = 0;
  const gnutls_datum_t *raw = gnutls_certificate_get_peers (self->session, &n);
  RrmPeer *peer;

  if (raw == NULL)
    n = 0;
  peer = trust != NULL ? rrm_trust_meet (trust, raw, n, self->host) : rrm_peer_new (raw, n);
  g_ptr_array_unref (self->info->chain);
  self->info->chain = g_ptr_array_ref (rrm_peer_get_facts (peer));

  return peer;
}

/* The peer did not answer with a record. Its first line is awaited, for it tells who speaks. */
static void
hear_clear_text (RrmTls *self)
{
  const char *text = (const char *) self->input->data;
  gsize length = self->input->len;

  if (self->ended || length >= MAX_CLEAR_TEXT || memchr (text, '\n', length) != NULL)
    take_fault (self, rrm_tls_fault_from_clear_text (text, length));
}

/* Looks whether the first bytes of the peer begin a record; GnuTLS gets none before that. */
static void
hear_first_bytes (RrmTls *self)
{
  const guint8 *bytes = self->input->data;
  guint length = self->input->len;
  gboolean is_record;

  if (length == 0)
    return;

  is_record = bytes[0] == RECORD_ALERT || bytes[0] == RECORD_HANDSHAKE;
  if (is_record && length == 1 && !self->ended)
    return;
  if (is_record && (length == 1 || bytes[1] == 3))
    self->speaks_tls = TRUE;
  else
    hear_clear_text (self);
}

/* Whether GnuTLS would get an answer if it asked for bytes now. */
static gboolean
has_input (RrmTls *self)
{
  return self->ended || (self->speaks_tls && self->input->len > self->taken);
}

static void
run_handshake (RrmTls *self)
{
  for (guint i = 0; i < MAX_INTERRUPTIONS; i++)
    {
      int code;

      /* GnuTLS says "again" behind each record that ends within a message, whatever comes next. */
      do
        code = gnutls_handshake (self->session);
      while (code == GNUTLS_E_AGAIN && has_input (self));

      if (code == GNUTLS_E_AGAIN || code == GNUTLS_E_INTERRUPTED)
        return;
      if (code == GNUTLS_E_SUCCESS)
        {
          self->state = RRM_TLS_DONE;
          rrm_peer_describe_session (self->session, self->info);
          return;
        }
      if (gnutls_error_is_fatal (code))
        {
          rrm_peer_unref (meet_peer (self, NULL));
          take_fault (self, explain (self, code));
          if (self->fault->kind == RRM_FAULT_CERTIFICATE)
            self->info->problems = RRM_CERTIFICATE_WRONG_PURPOSE;
          gnutls_alert_send_appropriate (self->session, code);
          return;
        }
    }

  take_fault (self, explain (self, GNUTLS_E_INTERNAL_ERROR));
}

/**
 * rrm_tls_handshake:
 * @self: TLS
 *
 * Goes on with the handshake as far as the bytes of the peer reach. Afterwards there may be output
 * to send, in every state.
 *
 * Returns: where the handshake stands
 */
RrmTlsState
rrm_tls_handshake (RrmTls *self)
{
  if (self->state == RRM_TLS_WAITING && !self->speaks_tls)
    hear_first_bytes (self);
  if (self->state == RRM_TLS_WAITING)
    run_handshake (self);

  return self->state;
}

/* A handshake needs far more room than the conversation behind it. */
static void
give_back_room (GByteArray **buffer)
{
  if ((*buffer)->len > 0)
    return;
  g_byte_array_unref (*buffer);
  *buffer = g_byte_array_new ();
}

/**
 * rrm_tls_verify:
 * @self: TLS whose handshake stands
 * @trust: whom the person trusts; reading the system's store may block
 *
 * Decides whether the peer is who it should be, and keeps why not. Until it passes nothing can be
 * read or written, and a peer that does not is told with an alert.
 *
 * Returns: whether it is
 */
gboolean
rrm_tls_verify (RrmTls *self,
                RrmTrust *trust)
{
  g_autoptr (RrmPeer) peer = NULL;
  g_autofree gnutls_datum_t *staples = NULL;
  gnutls_x509_crt_t *chain;
  guint length;

  g_return_val_if_fail (self->state == RRM_TLS_DONE, FALSE);

  give_back_room (&self->input);
  give_back_room (&self->output);
  peer = meet_peer (self, trust);
  chain = rrm_peer_get_chain (peer, &length);
  staples = rrm_peer_get_staples (self->session, length);
  self->info->problems = rrm_verify_chain (rrm_trust_get_list (trust), chain, length,
                                           staples, self->host, rrm_peer_get_pass (peer));
  self->info->verified = self->info->problems == 0;
  if (!self->info->verified)
    {
      take_fault (self, rrm_fault_new (RRM_FAULT_CERTIFICATE));
      gnutls_alert_send (self->session, GNUTLS_AL_FATAL, GNUTLS_A_BAD_CERTIFICATE);
    }

  return self->info->verified;
}

/**
 * rrm_tls_read:
 * @self: TLS that is verified
 * @buffer: (array length=size): where to put what the peer said
 * @size: its size
 *
 * Returns: how many bytes, 0 when more of the peer's bytes are needed, -1 when the peer says no
 *   more; [method@Tls.dup_fault] then tells how it ended, %RRM_FAULT_CLOSED included
 */
gssize
rrm_tls_read (RrmTls *self,
              guint8 *buffer,
              gsize size)
{
  g_return_val_if_fail (self->info->verified, -1);

  for (guint i = 0; i < MAX_INTERRUPTIONS && self->state == RRM_TLS_DONE; i++)
    {
      ssize_t n;

      /* GnuTLS says "again" after a session ticket too, with words right behind it. */
      do
        n = gnutls_record_recv (self->session, buffer, size);
      while (n == GNUTLS_E_AGAIN && (self->input->len > self->taken || self->ended));

      if (n > 0)
        return n;
      if (n == GNUTLS_E_AGAIN || n == GNUTLS_E_INTERRUPTED)
        return 0;
      if (n == 0 || n == GNUTLS_E_PREMATURE_TERMINATION)
        take_fault (self, rrm_fault_new (RRM_FAULT_CLOSED));
      else if (n == GNUTLS_E_REHANDSHAKE)
        gnutls_alert_send (self->session, GNUTLS_AL_WARNING, GNUTLS_A_NO_RENEGOTIATION);
      else if (gnutls_error_is_fatal ((int) n))
        take_fault (self, explain (self, (int) n));
    }
  if (self->state == RRM_TLS_DONE)
    take_fault (self, explain (self, GNUTLS_E_INTERNAL_ERROR));

  return -1;
}

/**
 * rrm_tls_write:
 * @self: TLS that is verified
 * @bytes: (array length=length): what to say to the peer
 * @length: how many
 *
 * Encrypts into the output. Only a verified peer is ever told anything, and never over an offer
 * that was made to name a fault.
 *
 * Returns: whether it was encrypted
 */
gboolean
rrm_tls_write (RrmTls *self,
               const guint8 *bytes,
               gsize length)
{
  gsize done = 0;

  g_return_val_if_fail (self->info->verified && self->offer == RRM_TLS_OFFER_MODERN, FALSE);

  while (done < length)
    {
      ssize_t n = gnutls_record_send (self->session, bytes + done, length - done);

      if (n < 0)
        return FALSE;
      done += (gsize) n;
    }

  return TRUE;
}

/**
 * rrm_tls_close:
 * @self: TLS
 *
 * Puts the goodbye into the output; the peer's is not awaited (RFC 8314, section 3.4).
 */
void
rrm_tls_close (RrmTls *self)
{
  if (self->state == RRM_TLS_DONE)
    gnutls_bye (self->session, GNUTLS_SHUT_WR);
}

/**
 * rrm_tls_get_info:
 * @self: TLS
 *
 * Returns: (transfer none): what the handshake has shown, also when it failed
 */
RrmTlsInfo *
rrm_tls_get_info (RrmTls *self)
{
  return self->info;
}

/**
 * rrm_tls_dup_fault:
 * @self: TLS that failed or ended
 *
 * Returns: (transfer full) (nullable): what went wrong
 */
RrmFault *
rrm_tls_dup_fault (RrmTls *self)
{
  return rrm_fault_copy (self->fault);
}
