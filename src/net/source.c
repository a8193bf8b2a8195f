/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/source.h"

#include <time.h>

/* A stopped program (Ctrl-Z, a paused container) and a computer that slept come back late. What a
 * peer said meanwhile lies in the socket, and what was not asked could not be answered: that time
 * is not the peer's. So these sources look at the clock at least this often, ... */
#define TICK (250 * G_TIME_SPAN_MILLISECOND)
/* ... and what goes so far beyond was spent elsewhere. A busy main loop takes less. */
#define SLACK (500 * G_TIME_SPAN_MILLISECOND)

typedef struct
{
  GSource source;
  /* When it was last looked at the clock. */
  gint64 last;
  /* How long the program was away in all. */
  gint64 away;
  /* When the computer started, by its date then. */
  gint64 date;
} ClockSource;

/* How long the program was away between the last look and this one. */
static gint64
take_gap (ClockSource *self,
          gint64 now)
{
  gint64 gap = now - self->last - TICK;

  self->last = now;

  return gap > SLACK ? gap : 0;
}

/**
 * rrm_source_new_timer:
 * @milliseconds: when
 * @callback: what to call, once
 * @data: for @callback
 *
 * Returns: (transfer full): a timer that runs in the main context of the caller. The time in which
 *   the program was stopped does not count
 */
GSource *
rrm_source_new_timer (guint milliseconds,
                      GSourceFunc callback,
                      gpointer data)
{
  GSource *source = rrm_source_new_deadline (callback, data);

  g_source_set_ready_time (source, g_get_monotonic_time () + (gint64) milliseconds * 1000);

  return source;
}

/**
 * rrm_source_new_cancel:
 * @cancellable: (nullable): what may be cancelled
 * @callback: called from the main loop when it is, never from within the cancelling
 * @data: for @callback
 *
 * Returns: (transfer full) (nullable): a source in the main context of the caller; %NULL without a
 *   @cancellable
 */
GSource *
rrm_source_new_cancel (GCancellable *cancellable,
                       RrmCancelledFunc callback,
                       gpointer data)
{
  GSource *source;

  if (cancellable == NULL)
    return NULL;

  source = g_cancellable_source_new (cancellable);
  g_source_set_callback (source, G_SOURCE_FUNC (callback), data, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());

  return source;
}

/* GLib asks it before and after each wait, and only then looks whether its time has come. */
static gboolean
check_deadline (GSource *source)
{
  gint64 gap = take_gap ((ClockSource *) source, g_get_monotonic_time ());
  gint64 ready = g_source_get_ready_time (source);

  if (gap > 0 && ready >= 0)
    g_source_set_ready_time (source, ready + gap);

  return FALSE;
}

static gboolean
prepare_deadline (GSource *source,
                  int *timeout)
{
  *timeout = TICK / G_TIME_SPAN_MILLISECOND;

  return check_deadline (source);
}

static gboolean
dispatch_deadline (GSource *source,
                   GSourceFunc callback,
                   gpointer data)
{
  return callback (data);
}

static GSourceFuncs deadline_funcs = {
  .prepare = prepare_deadline,
  .check = check_deadline,
  .dispatch = dispatch_deadline,
};

/**
 * rrm_source_new_deadline:
 * @callback: what to call when the time has come that [method@GLib.Source.set_ready_time] sets
 * @data: for @callback
 *
 * Returns: (transfer full): a timer in the main context of the caller that can be set again and
 *   again. The time in which the program was stopped does not count
 */
GSource *
rrm_source_new_deadline (GSourceFunc callback,
                         gpointer data)
{
  GSource *source = g_source_new (&deadline_funcs, sizeof (ClockSource));

  ((ClockSource *) source)->last = g_get_monotonic_time ();
  g_source_set_static_name (source, "deadline");
  g_source_set_callback (source, callback, data, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());

  return source;
}

/* The clock of [func@GLib.get_monotonic_time] stands still while the computer sleeps. */
static gint64
get_boot_time (void)
{
  struct timespec now = { 0 };

  clock_gettime (CLOCK_BOOTTIME, &now);

  return (gint64) now.tv_sec * G_TIME_SPAN_SECOND + now.tv_nsec / 1000;
}

static gint64
get_date (void)
{
  return g_get_real_time () - get_boot_time ();
}

static gboolean
check_watch (GSource *source)
{
  ClockSource *self = (ClockSource *) source;

  self->away += take_gap (self, get_boot_time ());

  return FALSE;
}

static gboolean
prepare_watch (GSource *source,
               int *timeout)
{
  *timeout = TICK / G_TIME_SPAN_MILLISECOND;

  return check_watch (source);
}

static gboolean
dispatch_watch (GSource *source,
                GSourceFunc callback,
                gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static GSourceFuncs watch_funcs = {
  .prepare = prepare_watch,
  .check = check_watch,
  .dispatch = dispatch_watch,
};

/**
 * rrm_source_new_watch:
 *
 * Returns: (transfer full): what notices in the main context of the caller that the program was
 *   stopped, the computer asleep, or its date set
 */
GSource *
rrm_source_new_watch (void)
{
  GSource *source = g_source_new (&watch_funcs, sizeof (ClockSource));

  ((ClockSource *) source)->last = get_boot_time ();
  ((ClockSource *) source)->date = get_date ();
  g_source_set_static_name (source, "watch");
  g_source_attach (source, g_main_context_get_thread_default ());

  return source;
}

/**
 * rrm_source_get_away:
 * @watch: what [func@source_new_watch] gave
 *
 * Returns: for how many microseconds the program did not run since then, as far as it was worth
 *   noticing
 */
gint64
rrm_source_get_away (GSource *watch)
{
  check_watch (watch);

  return ((ClockSource *) watch)->away;
}

/**
 * rrm_source_get_date_step:
 * @watch: what [func@source_new_watch] gave
 *
 * Returns: by how many microseconds the date of this computer was set since then; less than 0 where
 *   it was set back
 */
gint64
rrm_source_get_date_step (GSource *watch)
{
  return get_date () - ((ClockSource *) watch)->date;
}

/**
 * rrm_source_clear:
 * @source: (inout): a source, or %NULL
 *
 * Stops a source and lets go of it.
 */
void
rrm_source_clear (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}
