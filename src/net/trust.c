/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/trust.h"

#include "base/file.h"
#include "net/known-peers.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A hundred times what a system trusts. */
#define MAX_PEM (32 * 1024 * 1024)

/**
 * RrmTrust:
 *
 * Whose certificates are believed: the system's store, and what the person added to it.
 *
 * Reading the store takes tens of milliseconds, so it happens once, in a thread, when the first
 * handshake begins. One trust serves every connection of a test; after loading it is only read,
 * from any thread.
 */
struct _RrmTrust
{
  gatomicrefcount ref_count;
  gboolean with_system;
  /* Guards the two below while the store is being read. */
  GMutex mutex;
  gnutls_x509_trust_list_t list;
  gint loaded;
  /* NULL unless servers that were met are remembered. */
  RrmKnownPeers *known;
};

G_DEFINE_QUARK (rrm-trust-error-quark, rrm_trust_error)

static RrmTrust *
trust_new (gboolean with_system)
{
  RrmTrust *self = g_new0 (RrmTrust, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  self->with_system = with_system;
  self->loaded = !with_system;
  if (gnutls_x509_trust_list_init (&self->list, 0) < 0)
    g_error ("Out of memory for a list of certificates");

  return self;
}

/**
 * rrm_trust_new:
 *
 * Returns: (transfer full): trust in the system's store, which is not read yet
 */
RrmTrust *
rrm_trust_new (void)
{
  return trust_new (TRUE);
}

/**
 * rrm_trust_new_bare:
 *
 * Returns: (transfer full): trust in nobody but those who are added, for practice
 */
RrmTrust *
rrm_trust_new_bare (void)
{
  return trust_new (FALSE);
}

RrmTrust *
rrm_trust_ref (RrmTrust *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
rrm_trust_unref (RrmTrust *self)
{
  if (g_atomic_ref_count_dec (&self->ref_count))
    {
      g_clear_pointer (&self->known, rrm_known_peers_free);
      gnutls_x509_trust_list_deinit (self->list, 1);
      g_mutex_clear (&self->mutex);
      g_free (self);
    }
}

/**
 * rrm_trust_add_pem:
 * @self: trust that nothing was checked with yet
 * @pem: (array length=length): certificates in PEM
 * @length: their length in bytes, or -1 when they end with a NUL
 * @error: a [error@TrustError]
 *
 * Adds certificates to those who are believed.
 *
 * Returns: whether there was at least one, and all could be read
 */
gboolean
rrm_trust_add_pem (RrmTrust *self,
                   const char *pem,
                   gssize length,
                   GError **error)
{
  gnutls_datum_t datum = { (guchar *) pem, (guint) (length < 0 ? strlen (pem) : (gsize) length) };
  int added;

  if (g_strstr_len (pem, (gssize) datum.size, "-----BEGIN ") == NULL)
    {
      g_set_error (error, RRM_TRUST_ERROR, RRM_TRUST_ERROR_NO_CERTIFICATE, "No certificate in PEM");
      return FALSE;
    }

  g_mutex_lock (&self->mutex);
  added = gnutls_x509_trust_list_add_trust_mem (self->list, &datum, NULL, GNUTLS_X509_FMT_PEM, 0,
                                                0);
  g_mutex_unlock (&self->mutex);
  if (self->known != NULL)
    rrm_trust_remember (self, TRUE);

  if (added == 0 || added == GNUTLS_E_NO_CERTIFICATE_FOUND)
    {
      g_set_error (error, RRM_TRUST_ERROR, RRM_TRUST_ERROR_NO_CERTIFICATE, "No certificate in PEM");
      return FALSE;
    }
  if (added < 0)
    {
      g_set_error (error, RRM_TRUST_ERROR, RRM_TRUST_ERROR_MALFORMED, "GnuTLS error %d", added);
      return FALSE;
    }

  return TRUE;
}

/**
 * rrm_trust_add_file:
 * @self: trust that nothing was checked with yet
 * @path: a file with certificates in PEM
 * @error: a [error@TrustError], or a [error@GLib.FileError] when it cannot be read
 *
 * Returns: whether there was at least one certificate in it, and all could be read
 */
gboolean
rrm_trust_add_file (RrmTrust *self,
                    const char *path,
                    GError **error)
{
  FILE *file = fopen (path, "re");
  g_autoptr (GBytes) pem = file != NULL ? rrm_file_read_all (file, MAX_PEM) : NULL;
  int failed = errno;
  const char *start;
  gsize length;

  if (file != NULL)
    fclose (file);
  if (pem == NULL)
    {
      g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (failed), "%s: %s", path,
                   g_strerror (failed));
      return FALSE;
    }

  start = g_bytes_get_data (pem, &length);

  return length > 0 ? rrm_trust_add_pem (self, start, (gssize) length, error)
                    : rrm_trust_add_pem (self, "", 0, error);
}

/**
 * rrm_trust_is_loaded:
 * @self: trust
 *
 * Returns: whether [method@Trust.get_list] answers at once
 */
gboolean
rrm_trust_is_loaded (RrmTrust *self)
{
  return g_atomic_int_get (&self->loaded) != 0;
}

/* How many threads read the store at the moment. */
static struct
{
  GMutex mutex;
  GCond over;
  guint n;
} loading;

/* The end of the program takes GnuTLS away: not from under a thread that is reading. */
static void
wait_for_threads (void)
{
  g_mutex_lock (&loading.mutex);
  while (loading.n > 0)
    g_cond_wait (&loading.over, &loading.mutex);
  g_mutex_unlock (&loading.mutex);
}

static void
begin_loading (void)
{
  static gsize registered = 0;

  if (g_once_init_enter (&registered))
    {
      atexit (wait_for_threads);
      g_once_init_leave (&registered, 1);
    }
  g_mutex_lock (&loading.mutex);
  loading.n++;
  g_mutex_unlock (&loading.mutex);
}

static void
end_loading (void)
{
  g_mutex_lock (&loading.mutex);
  loading.n--;
  g_cond_signal (&loading.over);
  g_mutex_unlock (&loading.mutex);
}

static void
load_thread (GTask *task,
             gpointer source,
             gpointer data,
             GCancellable *cancellable)
{
  rrm_trust_get_list (data);
  end_loading ();
  g_task_return_boolean (task, TRUE);
}

/**
 * rrm_trust_load_async:
 * @self: trust
 * @callback: (nullable): called in the main context of the caller when the store is read
 * @data: for @callback
 *
 * Reads the system's store in a thread, so that it is there when a handshake ends. It cannot be
 * cancelled: others may be waiting for it too.
 */
void
rrm_trust_load_async (RrmTrust *self,
                      GAsyncReadyCallback callback,
                      gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, data);

  g_task_set_source_tag (task, rrm_trust_load_async);
  g_task_set_task_data (task, rrm_trust_ref (self), (GDestroyNotify) rrm_trust_unref);
  if (rrm_trust_is_loaded (self))
    g_task_return_boolean (task, TRUE);
  else
    {
      begin_loading ();
      g_task_run_in_thread (task, load_thread);
    }
}

void
rrm_trust_load_finish (RrmTrust *self,
                       GAsyncResult *result)
{
  g_task_propagate_boolean (G_TASK (result), NULL);
}

/**
 * rrm_trust_get_list:
 * @self: trust
 *
 * Reads the system's store if that has not happened, which blocks.
 *
 * Returns: (transfer none): what GnuTLS checks a chain with
 */
gnutls_x509_trust_list_t
rrm_trust_get_list (RrmTrust *self)
{
  if (rrm_trust_is_loaded (self))
    return self->list;

  g_mutex_lock (&self->mutex);
  if (!rrm_trust_is_loaded (self))
    {
      /* A system without a store leaves every chain without a known issuer, which is then told. */
      int added = gnutls_x509_trust_list_add_system_trust (self->list, 0, 0);

      g_debug ("The system's store holds %d certificates", added);
      g_atomic_int_set (&self->loaded, 1);
    }
  g_mutex_unlock (&self->mutex);

  return self->list;
}

/**
 * rrm_trust_remember:
 * @self: trust
 * @remember: whether to begin; else what was remembered is forgotten
 *
 * Lets it be remembered for a while which servers were met, which is for many tests in a row, in
 * one thread. What one list says of a chain is never asked for another.
 */
void
rrm_trust_remember (RrmTrust *self,
                    gboolean remember)
{
  g_clear_pointer (&self->known, rrm_known_peers_free);
  if (remember)
    self->known = rrm_known_peers_new ();
}

/**
 * rrm_trust_meet:
 * @self: trust
 * @raw: (array length=n): certificates as they came
 * @n: how many
 * @host: the host that is meant
 *
 * Returns: (transfer full): the server that sent just these for this host, as it was met before if
 *   that is remembered
 */
RrmPeer *
rrm_trust_meet (RrmTrust *self,
                const gnutls_datum_t *raw,
                guint n,
                const char *host)
{
  return self->known != NULL ? rrm_known_peers_meet (self->known, raw, n, host)
                             : rrm_peer_new (raw, n);
}
