/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "watch.h"

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

/*
 * How long the main loop was away: from the moment it wakes up to the moment it waits again.
 *
 * Wall time alone would blame the program for what others do beside it. So a span has three parts:
 * the time that the processor worked for this thread, the time that the thread was ready and had to
 * wait for a processor, and what remains, when it slept. The one in the middle is the computer's;
 * working and sleeping are ours. Painting is left out: without a graphics card the processor does
 * what the card would. So is waiting for the X server, which is a program beside this one.
 *
 * A processor that has others to serve is slower for each of them, too. How much so is seen from a
 * piece of work of the same kind, whose shortest time is known.
 */

typedef struct
{
  gint64 wall;
  gint64 work;
  gint64 queue;
  /* Waiting for the X server. */
  gint64 server;
} Clocks;

static struct
{
  gboolean watching;
  int schedstat;
  gint64 server;
  Clocks woken;
  /* Painting: since when, and how much in this span. */
  Clocks brush;
  Clocks painted;
  PangoContext *context;
  gint64 shortest;
  gint64 longest;
  guint n_spans;
} watch = { .schedstat = -1, .shortest = G_MAXINT64 };

/* From here on the speed of the processor is asked for. */
#define SUSPICIOUS (WATCH_FRAME / 2)

static gint64
read_clock (clockid_t clock)
{
  struct timespec time;

  clock_gettime (clock, &time);

  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

/* Of this thread: its time ready without a processor stands second in the file. */
static gint64
read_queue (void)
{
  char text[100] = "";
  gint64 ran = 0, queued = 0;

  if (pread (watch.schedstat, text, sizeof text - 1, 0) > 0)
    sscanf (text, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, &ran, &queued);

  return queued / 1000;
}

static Clocks
read_clocks (void)
{
  return (Clocks){ read_clock (CLOCK_MONOTONIC), read_clock (CLOCK_THREAD_CPUTIME_ID),
                   read_queue (), watch.server };
}

static Clocks
since (Clocks then)
{
  Clocks now = read_clocks ();

  return (Clocks){ now.wall - then.wall, now.work - then.work, now.queue - then.queue,
                   now.server - then.server };
}

/* A text is given a shape: most of what a window works on. */
static gint64
time_reference (void)
{
  static const char text[] =
    "The servers are found for you and tested. Type in your address and your password. Both "
    "servers are tested, and you see what works and what does not.";
  gint64 begin = read_clock (CLOCK_THREAD_CPUTIME_ID);
  gint64 time;

  for (guint width = 100; width <= 500; width += 50)
    {
      g_autoptr (PangoLayout) layout = pango_layout_new (watch.context);

      pango_layout_set_text (layout, text, -1);
      pango_layout_set_width (layout, (int) width * PANGO_SCALE);
      pango_layout_get_size (layout, NULL, NULL);
    }
  time = read_clock (CLOCK_THREAD_CPUTIME_ID) - begin;
  watch.shortest = MIN (watch.shortest, time);

  return time;
}

/* Returns: how long that would have taken, had the processor nothing else to do */
static gint64
scale (gint64 work)
{
  gint64 first = time_reference (), second = time_reference (), third = time_reference ();
  gint64 middle = MAX (MIN (first, second), MIN (MAX (first, second), third));

  return work * watch.shortest / MAX (middle, 1);
}

static void
end_span (void)
{
  Clocks span = since (watch.woken);
  gint64 work = span.work - watch.painted.work;
  gint64 slept = (span.wall - span.work - span.queue - span.server) -
                 (watch.painted.wall - watch.painted.work - watch.painted.queue -
                  watch.painted.server);

  if (work + slept > WATCH_FRAME)
    g_test_message ("worked for %" G_GINT64_FORMAT ", slept for %" G_GINT64_FORMAT
                    ", without a processor for %" G_GINT64_FORMAT, work, slept, span.queue);
  if (work > SUSPICIOUS)
    work = scale (work);
  watch.longest = MAX (watch.longest, work + MAX (slept, 0));
  watch.n_spans++;
}

static gboolean
is_of_server (int fd)
{
  struct sockaddr_un address = { 0 };
  socklen_t length = sizeof address;

  return getpeername (fd, (struct sockaddr *) &address, &length) == 0 &&
         address.sun_family == AF_UNIX &&
         memmem (address.sun_path, sizeof address.sun_path, "/.X11-unix/", 11) != NULL;
}

/* In the place of that of the C library: Xlib waits here for an answer. */
int
poll (struct pollfd *fds,
      nfds_t n,
      int timeout)
{
  struct timespec time = { timeout / 1000, timeout % 1000 * 1000000L };
  gboolean of_server = watch.watching && g_main_context_is_owner (NULL) && n == 1 &&
                       is_of_server (fds[0].fd);
  Clocks begin = of_server ? read_clocks () : (Clocks){ 0 };
  int ready = ppoll (fds, n, timeout >= 0 ? &time : NULL, NULL);

  if (of_server)
    {
      Clocks waited = since (begin);

      watch.server += waited.wall - waited.work - waited.queue;
    }

  return ready;
}

static void
begin_span (void)
{
  watch.painted = (Clocks){ 0 };
  watch.woken = read_clocks ();
}

static int
poll_and_watch (GPollFD *fds,
                guint n,
                int timeout)
{
  int ready;

  if (watch.watching)
    end_span ();
  ready = g_poll (fds, n, timeout);
  begin_span ();

  return ready;
}

static void
take_brush (GdkFrameClock *clock,
            gpointer data)
{
  watch.brush = read_clocks ();
}

static void
drop_brush (GdkFrameClock *clock,
            gpointer data)
{
  Clocks painted = since (watch.brush);

  watch.painted.wall += painted.wall;
  watch.painted.work += painted.work;
  watch.painted.queue += painted.queue;
  watch.painted.server += painted.server;
}

/* What comes before painting is over when these are called; GTK paints in its own handler of
 * "paint", which came first. */
static void
follow_clock (GdkFrameClock *clock)
{
  g_signal_connect_after (clock, "before-paint", G_CALLBACK (take_brush), NULL);
  g_signal_connect_after (clock, "update", G_CALLBACK (take_brush), NULL);
  g_signal_connect_after (clock, "layout", G_CALLBACK (take_brush), NULL);
  g_signal_connect_after (clock, "paint", G_CALLBACK (drop_brush), NULL);
}

void
watch_begin (GtkWidget *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);

  if (watch.schedstat < 0)
    {
      watch.schedstat = open ("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC);
      g_assert_cmpint (watch.schedstat, >=, 0);
      g_main_context_set_poll_func (NULL, poll_and_watch);
      watch.context = gtk_widget_create_pango_context (window);
      for (guint i = 0; i < 200; i++)
        time_reference ();
    }
  if (g_object_get_data (G_OBJECT (clock), "watch") == NULL)
    {
      follow_clock (clock);
      g_object_set_data (G_OBJECT (clock), "watch", &watch);
    }
  watch.watching = TRUE;
  watch.longest = 0;
  watch.n_spans = 0;
  begin_span ();
}

gint64
watch_end (const char *what)
{
  end_span ();
  watch.watching = FALSE;
  g_test_message ("%s: away for %" G_GINT64_FORMAT " microseconds at most, of %u times", what,
                  watch.longest, watch.n_spans);

  return watch.longest;
}
