/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/trust.h"

#include <time.h>

static void
test_trust_errors (void)
{
  g_autoptr (RrmTrust) trust = rrm_trust_new_bare ();
  g_autoptr (GError) error = NULL;

  g_assert_false (rrm_trust_add_pem (trust, "", -1, &error));
  g_assert_error (error, RRM_TRUST_ERROR, RRM_TRUST_ERROR_NO_CERTIFICATE);
  g_clear_error (&error);
  g_assert_false (rrm_trust_add_pem (
    trust, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", -1, &error));
  g_assert_error (error, RRM_TRUST_ERROR, RRM_TRUST_ERROR_MALFORMED);
  g_clear_error (&error);
  g_assert_false (rrm_trust_add_pem (
    trust, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", -1, &error));
  g_assert_error (error, RRM_TRUST_ERROR, RRM_TRUST_ERROR_NO_CERTIFICATE);
  g_clear_error (&error);
  g_assert_false (rrm_trust_add_file (trust, "/nonexistent/ca.pem", &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

static void
loaded (GObject *source,
        GAsyncResult *result,
        gpointer data)
{
  *(gboolean *) data = TRUE;
}

static gint64
cpu_time (clockid_t clock)
{
  struct timespec time;

  clock_gettime (clock, &time);

  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

/* The system's store is read when it is needed and not before, and by another thread. */
static void
test_trust_is_lazy (void)
{
  g_autoptr (RrmTrust) trust = rrm_trust_new ();
  gboolean done = FALSE;
  gint64 own, all;

  g_assert_false (rrm_trust_is_loaded (trust));
  own = cpu_time (CLOCK_THREAD_CPUTIME_ID);
  all = cpu_time (CLOCK_PROCESS_CPUTIME_ID);
  rrm_trust_load_async (trust, loaded, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  own = cpu_time (CLOCK_THREAD_CPUTIME_ID) - own;
  all = cpu_time (CLOCK_PROCESS_CPUTIME_ID) - all;
  g_test_message ("The system's store took %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT
                  " microseconds here",
                  own, all);
  /* Without certificates of the system there is nothing to read. */
  if (all > 5000)
    g_assert_cmpint (own, <, all / 2);
  g_assert_true (rrm_trust_is_loaded (trust));
  g_assert_nonnull (rrm_trust_get_list (trust));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/net/trust/errors", test_trust_errors);
  g_test_add_func ("/net/trust/lazy", test_trust_is_lazy);

  return g_test_run ();
}
