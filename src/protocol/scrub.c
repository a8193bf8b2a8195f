/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "protocol/scrub.h"

#include <string.h>

/* To blank every "a" of a conversation would tell more about a short secret than it hides: what was
 * sent with it around it is longer. */
#define MIN_LENGTH 4

/* What stands for a byte of a secret begins with this, or is it; "+" is a blank in a
 * URL, and a tab is shown as one. */
#define ESCAPES "%=+\\\t"

/**
 * RrmScrub:
 *
 * Takes a secret out of what a server said: some servers repeat in an error text what they were
 * told.
 *
 * It finds the secret as it is (in either case), in the escapes of URLs, quoted-printable, quoted
 * strings and JSON, and inside Base64 wherever it begins there. One of these forms is taken at a
 * time, which keeps the search linear.
 *
 * What was sent with the secret in it is found in the same forms, so that a secret that is too
 * short to be looked for alone does not come back in it.
 */
struct _RrmScrub
{
  /* NULL where there is nothing to look for. */
  RrmSecret *secret;
  /* Of RrmSecret: parts of lines that were sent. */
  GPtrArray *sent;
};

typedef enum
{
  FORM_PLAIN,
  FORM_URL,
  FORM_QUOTED_PRINTABLE,
  FORM_BACKSLASH,
  N_FORMS,
} Form;

/**
 * rrm_scrub_new:
 * @secret: (nullable): what must not be shown
 *
 * Returns: (transfer full): a scrub; without a secret, or with one of less than four bytes, it
 *   leaves every text alone but for what [method@Scrub.add_sent] gave it
 */
RrmScrub *
rrm_scrub_new (RrmSecret *secret)
{
  RrmScrub *self = g_new0 (RrmScrub, 1);

  if (secret != NULL && rrm_secret_get_length (secret) >= MIN_LENGTH)
    self->secret = rrm_secret_ref (secret);
  self->sent = g_ptr_array_new_with_free_func ((GDestroyNotify) rrm_secret_unref);

  return self;
}

void
rrm_scrub_free (RrmScrub *self)
{
  g_clear_pointer (&self->secret, rrm_secret_unref);
  g_ptr_array_unref (self->sent);
  g_free (self);
}

/* The beginning of the last line of @text, which ends at @end. */
static const char *
find_last_line (const char *text,
                const char *end)
{
  while (end > text && end[-1] != '\n')
    end--;

  return end;
}

/* One word more, with the blanks behind it. */
static const char *
step_back (const char *line,
           const char *p)
{
  while (p > line && p[-1] == ' ')
    p--;
  while (p > line && p[-1] != ' ')
    p--;

  return p;
}

/**
 * rrm_scrub_add_sent:
 * @self: a scrub
 * @bytes: what was sent: lines, of which the last ends with a secret
 * @shown: what is shown of it instead, with a mark where the secret is
 *
 * From now on takes that secret out, in the very form in which it was sent, and with the word
 * before it where it is short.
 */
void
rrm_scrub_add_sent (RrmScrub *self,
                    const RrmSecret *bytes,
                    const char *shown)
{
  gsize length;
  const char *begin = rrm_secret_peek (bytes, &length);
  const char *end = begin + length;
  const char *last_shown = find_last_line (shown, shown + strlen (shown));
  const char *mark = strstr (last_shown, RRM_SECRET_MARK);
  const char *line, *part;

  while (end > begin && (end[-1] == '\r' || end[-1] == '\n'))
    end--;
  line = part = find_last_line (begin, end);
  if (mark != NULL && end - line >= mark - last_shown &&
      memcmp (line, last_shown, (gsize) (mark - last_shown)) == 0)
    part += mark - last_shown;
  while (end - part < MIN_LENGTH && part > line)
    part = step_back (line, part);

  if (end - part >= MIN_LENGTH)
    g_ptr_array_add (self->sent, rrm_secret_new (part, end - part));
}

/* Reads @n hexadecimal digits; -1 where there are none. */
static int
read_hex (const char *p,
          const char *end,
          guint n)
{
  int value = 0;

  if ((gsize) (end - p) < n)
    return -1;
  for (guint i = 0; i < n; i++)
    {
      if (!g_ascii_isxdigit (p[i]))
        return -1;
      value = value * 16 + g_ascii_xdigit_value (p[i]);
    }

  return value;
}

/* A \u escape stands for a character, which is several bytes of the secret. */
static gsize
match_unicode (const char *p,
               const char *end,
               const char *wanted,
               gsize left,
               gsize *taken)
{
  int unit = read_hex (p + 2, end, 4);
  gsize length = 6;
  gunichar c = (gunichar) unit;
  char utf8[6];
  gsize n;

  if (unit < 0)
    return 0;
  if (unit >= 0xd800 && unit < 0xdc00 && end - p >= 12 && p[6] == '\\' && p[7] == 'u')
    {
      int low = read_hex (p + 8, end, 4);

      if (low < 0xdc00 || low > 0xdfff)
        return 0;
      c = 0x10000 + ((gunichar) (unit - 0xd800) << 10) + (gunichar) (low - 0xdc00);
      length = 12;
    }

  n = (gsize) g_unichar_to_utf8 (c, utf8);
  if (n > left || memcmp (utf8, wanted, n) != 0)
    return 0;
  *taken = n;

  return length;
}

/* How many bytes of text at @p stand for the first @taken bytes of @wanted; 0 where none do. */
static gsize
match_one (Form form,
           const char *p,
           const char *end,
           const char *wanted,
           gsize left,
           gsize *taken)
{
  guchar c = (guchar) *wanted;

  *taken = 1;
  if ((form == FORM_URL && *p == '%') || (form == FORM_QUOTED_PRINTABLE && *p == '='))
    return read_hex (p + 1, end, 2) == c ? 3 : 0;
  if (form == FORM_URL && *p == '+' && c == ' ')
    return 1;
  /* A tab is shown as a blank. */
  if (*p == '\t' && c == ' ')
    return 1;
  if (form == FORM_BACKSLASH && *p == '\\' && end - p >= 2)
    {
      if (p[1] == 'u' && read_hex (p + 2, end, 4) >= 0)
        return match_unicode (p, end, wanted, left, taken);
      if (p[1] == 'x' && read_hex (p + 2, end, 2) >= 0)
        return read_hex (p + 2, end, 2) == c ? 4 : 0;
      return (guchar) p[1] == c ? 2 : 0;
    }

  return g_ascii_tolower (*p) == g_ascii_tolower ((char) c) ? 1 : 0;
}

/* The length of the text at @p that is @wanted in one of its forms; 0 where it is not. */
static gsize
match_forms (const RrmSecret *wanted,
             const char *p,
             const char *end)
{
  gsize length;
  const char *secret = rrm_secret_peek (wanted, &length);

  for (guint form = 0; form < N_FORMS; form++)
    {
      const char *q = p;
      gsize i = 0;

      while (i < length && q < end)
        {
          gsize taken;
          gsize n = match_one (form, q, end, secret + i, length - i, &taken);

          if (n == 0)
            break;
          q += n;
          i += taken;
        }
      if (i == length)
        return (gsize) (q - p);
    }

  return 0;
}

static void
mark_beginning (const RrmSecret *wanted,
                gboolean begins[256])
{
  const char *secret = rrm_secret_peek (wanted, NULL);

  begins[(guchar) g_ascii_tolower (*secret)] = TRUE;
  begins[(guchar) g_ascii_toupper (*secret)] = TRUE;
}

/* With which bytes a form of a secret may begin: a place with another one, as nearly all are, needs
 * no longer look. */
static void
find_beginnings (const RrmScrub *self,
                 gboolean begins[256])
{
  for (const char *p = ESCAPES; *p != '\0'; p++)
    begins[(guchar) *p] = TRUE;
  if (self->secret != NULL)
    mark_beginning (self->secret, begins);
  for (guint i = 0; i < self->sent->len; i++)
    mark_beginning (g_ptr_array_index (self->sent, i), begins);
}

/* The length of the text at @p that must not be shown; 0 where it may. */
static gsize
match_any (const RrmScrub *self,
           const char *p,
           const char *end)
{
  gsize most = self->secret != NULL ? match_forms (self->secret, p, end) : 0;

  for (guint i = 0; i < self->sent->len; i++)
    most = MAX (most, match_forms (g_ptr_array_index (self->sent, i), p, end));

  return most;
}

static gboolean
is_base64 (char c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr ("+/-_=", c) != NULL);
}

/* The value of a Base64 digit, of either alphabet of RFC 4648; 64 for what is none. */
static guint
digit_value (char c)
{
  if (g_ascii_isupper (c))
    return (guint) (c - 'A');
  if (g_ascii_islower (c))
    return (guint) (c - 'a') + 26;
  if (g_ascii_isdigit (c))
    return (guint) (c - '0') + 52;
  if (c == '+' || c == '-')
    return 62;
  if (c == '/' || c == '_')
    return 63;

  return 64;
}

/* Six bits of the secret, from bit number @bit on. */
static guint
six_bits (const char *secret,
          gsize length,
          gsize bit)
{
  gsize i = bit / 8;
  guint both = (guint) (guchar) secret[i] << 8 | (i + 1 < length ? (guchar) secret[i + 1] : 0);

  return both >> (10 - bit % 8) & 63;
}

/* Whether the secret is inside the @n Base64 digits at @p. Where it begins at the second or third
 * byte of a group of three, its first bits share a digit with what stands before; the digits behind
 * that one are compared. */
static gboolean
hides_secret (const RrmScrub *self,
              const char *p,
              gsize n)
{
  static const gsize first_bits[] = { 0, 4, 2 };
  gsize length;
  const char *secret = rrm_secret_peek (self->secret, &length);

  for (guint i = 0; i < G_N_ELEMENTS (first_bits); i++)
    {
      gsize digits = (length * 8 - first_bits[i]) / 6;

      for (gsize at = 0; at + digits <= n; at++)
        {
          gsize same = 0;

          while (same < digits &&
                 digit_value (p[at + same]) == six_bits (secret, length, first_bits[i] + same * 6))
            same++;
          if (same == digits)
            return TRUE;
        }
    }

  return FALSE;
}

/**
 * rrm_scrub_text:
 * @self: a scrub
 * @bytes: (array length=length): what a server said
 * @length: its length in bytes, or -1 when it ends with a NUL
 *
 * Returns: (transfer full): the same with a mark wherever the secret stood; of a Base64 word that
 *   holds it nothing remains
 */
char *
rrm_scrub_text (const RrmScrub *self,
                const char *bytes,
                gssize length)
{
  gsize n = length < 0 ? strlen (bytes) : (gsize) length;
  const char *end = bytes + n;
  /* Up to here the Base64 digits were looked at. */
  const char *looked = bytes;
  gboolean begins[256] = { FALSE };
  GString *text;
  const char *p = bytes;

  if (self->secret == NULL && self->sent->len == 0)
    return g_strndup (bytes, n);

  find_beginnings (self, begins);
  text = g_string_sized_new (n);
  while (p < end)
    {
      gsize matched = begins[(guchar) *p] ? match_any (self, p, end) : 0;

      if (matched == 0 && self->secret != NULL && p >= looked && is_base64 (*p))
        {
          gsize run = 1;

          while (p + run < end && is_base64 (p[run]))
            run++;
          looked = p + run;
          if (hides_secret (self, p, run))
            matched = run;
        }
      if (matched > 0)
        g_string_append (text, RRM_SECRET_MARK);
      else
        g_string_append_c (text, *p);
      p += MAX (matched, 1);
    }
  /* One letter of the secret. */
  explicit_bzero (begins, sizeof begins);

  return g_string_free (text, FALSE);
}
