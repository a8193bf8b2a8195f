/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/secret.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(start, size) ((void) (start), (void) (size))
#define ASAN_UNPOISON_MEMORY_REGION(start, size) ((void) (start), (void) (size))
#endif

/**
 * RrmSecret:
 *
 * A string that must not leak: a password, or a protocol line that carries one.
 *
 * The bytes live in pages of their own that are locked into memory where the system allows it, left
 * out of core dumps, and wiped before they are given back. A secret never grows by reallocation,
 * which would leave a copy behind: its capacity is fixed when it is made.
 *
 * Reference counted; the count is atomic, the contents are not protected.
 */
struct _RrmSecret
{
  gatomicrefcount ref_count;
  /* Bytes mapped, header included; always whole pages. */
  gsize mapped;
  /* Bytes that fit into @bytes without the closing NUL. */
  gsize capacity;
  gsize length;
  char bytes[];
};

/* Wiped pages that are kept for the next secrets, locked as they are: a login needs several, and to
 * have them made and taken away by the kernel takes longer than to encrypt what is in them. */
static RrmSecret *spare[8];
static guint n_spare;
G_LOCK_DEFINE_STATIC (spare);

static gsize
get_page_size (void)
{
  return (gsize) sysconf (_SC_PAGESIZE);
}

static RrmSecret *
take_spare (void)
{
  RrmSecret *secret = NULL;

  G_LOCK (spare);
  if (n_spare > 0)
    secret = spare[--n_spare];
  G_UNLOCK (spare);

  return secret;
}

/* @secret is wiped, and of one page; whether it was kept. */
static gboolean
keep_spare (RrmSecret *secret)
{
  gboolean kept;

  G_LOCK (spare);
  kept = n_spare < G_N_ELEMENTS (spare);
  if (kept)
    {
      ASAN_POISON_MEMORY_REGION (secret, get_page_size ());
      spare[n_spare++] = secret;
    }
  G_UNLOCK (spare);

  return kept;
}

static RrmSecret *
map_pages (gsize mapped)
{
  RrmSecret *secret =
    mmap (NULL, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  if (secret == MAP_FAILED)
    g_error ("Out of memory for a secret of %" G_GSIZE_FORMAT " bytes", mapped);

  /* A small RLIMIT_MEMLOCK is no reason to refuse the person's work. */
  (void) mlock (secret, mapped);
  (void) madvise (secret, mapped, MADV_DONTDUMP);

  return secret;
}

/**
 * rrm_secret_new_sized:
 * @capacity: the most bytes it will ever hold, without a closing NUL
 *
 * Makes an empty secret that [method@Secret.append] can fill up to @capacity bytes.
 *
 * Returns: (transfer full): a new secret
 */
RrmSecret *
rrm_secret_new_sized (gsize capacity)
{
  gsize page = get_page_size ();
  gsize mapped = (sizeof (RrmSecret) + capacity + 1 + page - 1) / page * page;
  RrmSecret *secret = mapped == page ? take_spare () : NULL;

  if (secret == NULL)
    secret = map_pages (mapped);
  ASAN_POISON_MEMORY_REGION (secret, mapped);
  ASAN_UNPOISON_MEMORY_REGION (secret, sizeof *secret + capacity + 1);

  g_atomic_ref_count_init (&secret->ref_count);
  secret->mapped = mapped;
  secret->capacity = capacity;
  secret->length = 0;

  return secret;
}

/**
 * rrm_secret_new:
 * @bytes: (array length=length): what to keep
 * @length: its length in bytes, or -1 when it ends with a NUL
 *
 * Copies @bytes into memory of its own. The caller wipes the original if it owns it.
 *
 * Returns: (transfer full): a new secret
 */
RrmSecret *
rrm_secret_new (const char *bytes,
                gssize length)
{
  gsize n = length < 0 ? strlen (bytes) : (gsize) length;
  RrmSecret *secret = rrm_secret_new_sized (n);

  rrm_secret_append (secret, bytes, (gssize) n);

  return secret;
}

RrmSecret *
rrm_secret_ref (RrmSecret *secret)
{
  g_atomic_ref_count_inc (&secret->ref_count);

  return secret;
}

/**
 * rrm_secret_unref:
 * @secret: (transfer full): a secret
 *
 * Drops a reference; the last one wipes the bytes.
 */
void
rrm_secret_unref (RrmSecret *secret)
{
  if (g_atomic_ref_count_dec (&secret->ref_count))
    {
      gsize mapped = secret->mapped;

      ASAN_UNPOISON_MEMORY_REGION (secret, mapped);
      explicit_bzero (secret, mapped);
      if (mapped != get_page_size () || !keep_spare (secret))
        munmap (secret, mapped);
    }
}

/**
 * rrm_secret_peek:
 * @secret: a secret
 * @length: (out) (optional): its length in bytes
 *
 * Looks at the bytes in place. Never copy them into ordinary memory.
 *
 * Returns: (transfer none): the bytes, with a NUL behind them that does not count
 */
const char *
rrm_secret_peek (const RrmSecret *secret,
                 gsize *length)
{
  if (length != NULL)
    *length = secret->length;

  return secret->bytes;
}

gsize
rrm_secret_get_length (const RrmSecret *secret)
{
  return secret->length;
}

/**
 * rrm_secret_equal:
 * @a: (nullable): a secret
 * @b: (nullable): another one
 *
 * Compares in a time that depends on the lengths only.
 *
 * Returns: whether both hold the same bytes, or both are %NULL
 */
gboolean
rrm_secret_equal (const RrmSecret *a,
                  const RrmSecret *b)
{
  guchar difference = 0;

  if (a == NULL || b == NULL)
    return a == b;
  if (a->length != b->length)
    return FALSE;

  for (gsize i = 0; i < a->length; i++)
    difference |= (guchar) (a->bytes[i] ^ b->bytes[i]);

  return difference == 0;
}

/**
 * rrm_secret_append:
 * @secret: a secret that nobody else looks at yet
 * @bytes: (array length=length): what to add
 * @length: its length in bytes, or -1 when it ends with a NUL
 *
 * Adds @bytes at the end. More than the capacity is a bug of the caller.
 */
void
rrm_secret_append (RrmSecret *secret,
                   const char *bytes,
                   gssize length)
{
  gsize n = length < 0 ? strlen (bytes) : (gsize) length;

  g_assert (n <= secret->capacity - secret->length);

  memcpy (secret->bytes + secret->length, bytes, n);
  secret->length += n;
  secret->bytes[secret->length] = '\0';
}

/**
 * rrm_secret_append_base64:
 * @secret: a secret with room for a third more than @source
 * @source: what to encode
 *
 * Adds @source in Base64 (RFC 4648, section 4, with padding), without a copy in ordinary memory.
 */
void
rrm_secret_append_base64 (RrmSecret *secret,
                          const RrmSecret *source)
{
  static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const guchar *in = (const guchar *) source->bytes;

  for (gsize i = 0; i < source->length; i += 3)
    {
      gsize left = source->length - i;
      guint32 group = (guint32) in[i] << 16;
      char quad[4];

      if (left > 1)
        group |= (guint32) in[i + 1] << 8;
      if (left > 2)
        group |= in[i + 2];

      quad[0] = alphabet[group >> 18];
      quad[1] = alphabet[(group >> 12) & 63];
      quad[2] = left > 1 ? alphabet[(group >> 6) & 63] : '=';
      quad[3] = left > 2 ? alphabet[group & 63] : '=';
      rrm_secret_append (secret, quad, sizeof quad);
      explicit_bzero (quad, sizeof quad);
      explicit_bzero (&group, sizeof group);
    }
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/**
 * rrm_secret_has_edge_blanks:
 * @secret: a password
 *
 * Returns: whether it begins or ends with white space or a line end, as pasted passwords do
 */
gboolean
rrm_secret_has_edge_blanks (const RrmSecret *secret)
{
  return secret->length > 0 &&
         (is_blank (secret->bytes[0]) || is_blank (secret->bytes[secret->length - 1]));
}

/**
 * rrm_secret_is_blank:
 * @secret: a password
 *
 * Returns: whether it is empty or nothing but white space
 */
gboolean
rrm_secret_is_blank (const RrmSecret *secret)
{
  for (gsize i = 0; i < secret->length; i++)
    if (!is_blank (secret->bytes[i]))
      return FALSE;

  return TRUE;
}

/**
 * rrm_secret_trim:
 * @secret: a password
 *
 * Returns: (transfer full): the same without white space at its edges
 */
RrmSecret *
rrm_secret_trim (const RrmSecret *secret)
{
  gsize begin = 0;
  gsize end = secret->length;

  while (begin < end && is_blank (secret->bytes[begin]))
    begin++;
  while (end > begin && is_blank (secret->bytes[end - 1]))
    end--;

  return rrm_secret_new (secret->bytes + begin, (gssize) (end - begin));
}
