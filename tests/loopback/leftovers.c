/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "leftovers.h"

#include <gio/gio.h>
#include <string.h>

/*
 * A case that is over leaves nothing behind: no descriptor, no source that waits in the main
 * context, no thread. The servers that it played with are counted too, as they are in the same
 * process.
 */

/* What ends in a thread may end a little later. */
#define GRACE (5 * G_USEC_PER_SEC)

/* The threads of GLib's pool stay for the next who wants one, and one thread makes them. Its worker
 * begins when it is first needed, and stays. */
#define POOL_PREFIX "pool-"
#define POOL_SPAWNER "pool-spawner"
#define WORKER "gmain"

/* Cases that have been added and not run yet. */
static guint n_left;

/* One of the two tests is there. */
typedef struct
{
  GTestDataFunc test;
  gconstpointer data;
  GTestFunc plain;
} Case;

/**
 * State:
 * @descriptors: number to what it is
 * @source: sources that were made later have a greater number
 * @threads: number to name; without those of GLib
 * @busy: threads of that pool that do something
 *
 * What a process has.
 */
typedef struct
{
  GHashTable *descriptors;
  guint source;
  GHashTable *threads;
  guint busy;
} State;

static void
state_clear (State *state)
{
  g_clear_pointer (&state->descriptors, g_hash_table_unref);
  g_clear_pointer (&state->threads, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (State, state_clear)

static GHashTable *
list_descriptors (void)
{
  GHashTable *found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc/self/fd", name, NULL);
      char *target = g_file_read_link (path, NULL);

      /* The one with which this folder is read is none of the program's. */
      if (target != NULL && strstr (target, "/fd") == NULL)
        g_hash_table_insert (found, g_strdup (name), target);
      else
        g_free (target);
    }

  return found;
}

static GHashTable *
list_threads (guint *busy)
{
  GHashTable *found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/task", 0, NULL);
  const char *name;
  guint pool = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc/self/task", name, "comm", NULL);
      g_autofree char *comm = NULL;

      if (!g_file_get_contents (path, &comm, NULL, NULL))
        continue;
      g_strchomp (comm);
      if (g_str_equal (comm, WORKER))
        continue;
      if (!g_str_has_prefix (comm, POOL_PREFIX))
        g_hash_table_insert (found, g_strdup (name), g_steal_pointer (&comm));
      else if (!g_str_equal (comm, POOL_SPAWNER))
        pool++;
    }
  *busy = pool - MIN (pool, g_thread_pool_get_num_unused_threads ());

  return found;
}

/* Returns: the number that the next source gets */
static guint
next_source (void)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  guint id = g_source_attach (source, NULL);

  g_source_destroy (source);

  return id;
}

static void
state_take (State *state)
{
  state->descriptors = list_descriptors ();
  state->threads = list_threads (&state->busy);
  state->source = next_source ();
}

static void
tell_new (GString *told,
          const char *what,
          GHashTable *before,
          GHashTable *after)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, after);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (g_strcmp0 (g_hash_table_lookup (before, key), value) != 0)
      g_string_append_printf (told, "%s %s: %s\n", what, (char *) key, (char *) value);
}

static void
tell_sources (GString *told,
              guint from,
              guint to)
{
  for (guint id = from + 1; id < to; id++)
    {
      GSource *source = g_main_context_find_source_by_id (NULL, id);
      const char *name = source != NULL ? g_source_get_name (source) : NULL;

      if (source != NULL)
        g_string_append_printf (told, "source %u: %s\n", id,
                                name != NULL ? name : "without a name");
    }
}

/* Returns: a line for each thing that was not there @before; empty: nothing */
static char *
tell_leftovers (const State *before)
{
  GString *told = g_string_new (NULL);
  g_auto (State) after = { 0 };

  state_take (&after);
  tell_new (told, "descriptor", before->descriptors, after.descriptors);
  tell_new (told, "thread", before->threads, after.threads);
  /* They rest for half a second before GLib calls them unused: that is waited for once. */
  if (n_left == 0 && after.busy > 0)
    g_string_append_printf (told, "%u threads of the pool are busy\n", after.busy);
  tell_sources (told, before->source, after.source);

  return g_string_free (told, FALSE);
}

static void
expect_none (const State *before)
{
  gint64 until = g_get_monotonic_time () + GRACE;
  g_autofree char *told = tell_leftovers (before);

  while (told[0] != '\0' && g_get_monotonic_time () < until)
    {
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (2000);
      g_free (told);
      told = tell_leftovers (before);
    }
  if (told[0] == '\0')
    return;
  g_test_message ("left behind:\n%s", told);
  g_test_fail ();
}

static void
run (const Case *self)
{
  if (self->plain != NULL)
    self->plain ();
  else
    self->test (self->data);
}

static void
run_case (gconstpointer data)
{
  static gboolean warm;
  g_auto (State) before = { 0 };

  /* What GLib and GnuTLS open once and keep is theirs. */
  if (!warm)
    run (data);
  warm = TRUE;

  state_take (&before);
  n_left--;
  run (data);
  expect_none (&before);
}

static void
add (const char *path,
     GTestDataFunc test,
     gconstpointer data,
     GTestFunc plain)
{
  const Case self = { test, data, plain };

  n_left++;
  g_test_add_data_func_full (path, g_memdup2 (&self, sizeof self), run_case, g_free);
}

/* Adds a case that fails when it leaves something behind. */
void
leftovers_add (const char *path,
               gconstpointer data,
               GTestDataFunc test)
{
  add (path, test, data, NULL);
}

/* As leftovers_add(), for a case without data. */
void
leftovers_add_func (const char *path,
                    GTestFunc test)
{
  add (path, NULL, NULL, test);
}
