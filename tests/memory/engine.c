/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "scan.h"

#include "protocol/engine.h"

#include <string.h>

/* After a conversation, however it ended, no byte string of the password is in the memory. */

#define MAX_ANSWERS 100

/* "Correct.Horse/Battery=Staple9", each byte one more: it stands nowhere in this program. */
static const char shifted_password[] = "Dpssfdu/Ipstf0Cbuufsz>Tubqmf:";

typedef enum
{
  END_EOF,
  END_RESET,
  END_TIMEOUT,
  END_MIDDLE,
} End;

typedef struct
{
  const char *name;
  RrmProtocol protocol;
  RrmSecurity security;
  RrmAuth auth;
  /* What the server says, cut where the client is to answer. */
  const char *lines[8];
  End end;
} Case;

#define IMAP_GREETING "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=LOGIN] hi\r\n"
#define IMAP_OLD "* OK [CAPABILITY IMAP4rev1] hi\r\n"
#define POP3_GREETING "+OK hi\r\n"
#define POP3_LIST "+OK\r\nSASL PLAIN LOGIN\r\nUSER\r\n.\r\n"
#define SMTP_GREETING "220 hi\r\n"
#define SMTP_LIST "250-hi\r\n250 AUTH PLAIN LOGIN\r\n"
#define TLS RRM_SECURITY_TLS
#define NAME_QUESTION "334 VXNlcm5hbWU6\r\n"
#define PASSWORD_QUESTION "334 UGFzc3dvcmQ6\r\n"

static const Case cases[] = {
  { "imap/plain/yes", RRM_PROTOCOL_IMAP, TLS, RRM_AUTH_PLAIN,
    { IMAP_GREETING, "%t OK yes\r\n", "%t OK\r\n" }, END_EOF },
  { "imap/plain/no", RRM_PROTOCOL_IMAP, TLS, RRM_AUTH_PLAIN, { IMAP_GREETING, "%t NO no\r\n" },
    END_EOF },
  { "imap/plain/reset", RRM_PROTOCOL_IMAP, TLS, RRM_AUTH_PLAIN, { IMAP_GREETING }, END_RESET },
  { "imap/plain/stopped", RRM_PROTOCOL_IMAP, TLS, RRM_AUTH_PLAIN, { IMAP_GREETING }, END_MIDDLE },
  { "imap/login/no", RRM_PROTOCOL_IMAP, TLS, RRM_AUTH_LOGIN,
    { IMAP_GREETING, "+ VXNlcm5hbWU6\r\n", "+ UGFzc3dvcmQ6\r\n", "%t NO no\r\n" }, END_EOF },
  { "imap/command/no", RRM_PROTOCOL_IMAP, TLS, RRM_AUTH_AUTO, { IMAP_OLD, "%t NO no\r\n" },
    END_EOF },
  { "imap/before-the-password", RRM_PROTOCOL_IMAP, TLS, RRM_AUTH_PLAIN, { "* OK" }, END_TIMEOUT },
  { "pop3/plain/yes", RRM_PROTOCOL_POP3, TLS, RRM_AUTH_PLAIN,
    { POP3_GREETING, POP3_LIST, "+OK\r\n", "+OK 0 0\r\n" }, END_EOF },
  { "pop3/plain/no", RRM_PROTOCOL_POP3, TLS, RRM_AUTH_PLAIN,
    { POP3_GREETING, POP3_LIST, "-ERR no\r\n" }, END_EOF },
  { "pop3/user/no", RRM_PROTOCOL_POP3, TLS, RRM_AUTH_AUTO,
    { POP3_GREETING, "+OK\r\nUSER\r\n.\r\n", "+OK\r\n", "-ERR no\r\n" }, END_EOF },
  { "smtp/plain/yes", RRM_PROTOCOL_SMTP, TLS, RRM_AUTH_PLAIN,
    { SMTP_GREETING, SMTP_LIST, "235 yes\r\n", "250 ok\r\n", "250 ok\r\n" }, END_EOF },
  { "smtp/plain/timeout", RRM_PROTOCOL_SMTP, TLS, RRM_AUTH_PLAIN, { SMTP_GREETING, SMTP_LIST },
    END_TIMEOUT },
  { "smtp/login/no", RRM_PROTOCOL_SMTP, TLS, RRM_AUTH_LOGIN,
    { SMTP_GREETING, SMTP_LIST, NAME_QUESTION, PASSWORD_QUESTION, "535 no\r\n" }, END_EOF },
  { "smtp/clear/no", RRM_PROTOCOL_SMTP, RRM_SECURITY_NONE, RRM_AUTH_PLAIN,
    { SMTP_GREETING, SMTP_LIST, "535 no\r\n" }, END_EOF },
};

static RrmSecret *
password_new (void)
{
  RrmSecret *secret = rrm_secret_new_sized (sizeof shifted_password);

  for (const char *p = shifted_password; *p != '\0'; p++)
    {
      char c = (char) (*p - 1);

      rrm_secret_append (secret, &c, 1);
      explicit_bzero (&c, 1);
    }

  return secret;
}

/* All in one look: under a sanitizer there is much to look through. */
static guint
count_all (void)
{
  g_autofree char *first = memory_shift_base64 (shifted_password + 12, 0);
  g_autofree char *second = memory_shift_base64 (shifted_password + 12, 1);
  g_autofree char *third = memory_shift_base64 (shifted_password + 12, 2);
  /* What was freed has lost its first 16 bytes, which in Base64 are 12. */
  const char *all[] = { shifted_password, shifted_password + 16, first, second, third, NULL };
  guint found[G_N_ELEMENTS (all) - 1];
  guint sum = 0;

  if (!memory_scan_all (all, TRUE, found))
    return G_MAXUINT;
  for (guint i = 0; i < G_N_ELEMENTS (found); i++)
    sum += found[i];

  return sum;
}

/* Does what the engine asks for. @sent tells whether a secret left, and @tag is the last tag. */
static void
drain (RrmEngine *engine,
       gboolean *sent,
       char *tag)
{
  for (guint i = 0; i < MAX_ANSWERS; i++)
    {
      RrmOutput output;
      RrmStep step = rrm_engine_next (engine, &output);

      if (step == RRM_STEP_START_TLS)
        {
          g_autoptr (RrmTlsInfo) info = rrm_tls_info_new ();

          info->verified = TRUE;
          rrm_engine_tls_started (engine, info);
        }
      else if (step != RRM_STEP_WRITE && step != RRM_STEP_EVENT)
        return;
      if (step == RRM_STEP_WRITE)
        {
          const char *text = output.secret != NULL ? rrm_secret_peek (output.secret, NULL)
                                                   : g_bytes_get_data (output.bytes, NULL);

          *sent |= output.secret != NULL;
          if (memchr (text, ' ', 9) == text + 8)
            memcpy (tag, text, 8);
        }
      rrm_output_clear (&output);
    }
}

static void
end (RrmEngine *engine,
     End how)
{
  if (how == END_EOF)
    rrm_engine_feed_eof (engine);
  else if (how == END_RESET)
    rrm_engine_feed_reset (engine);
  else if (how == END_TIMEOUT)
    rrm_engine_feed_timeout (engine);
}

static void
converse (const Case *example,
          RrmSecret *password,
          gboolean *sent)
{
  const RrmEngineConfig config = { .security = example->security,
                                   .username = "pat@nc.rr.com",
                                   .password = password,
                                   .auth = example->auth,
                                   .address = "pat@nc.rr.com",
                                   .until = RRM_STAGE_ENVELOPE };
  g_autoptr (RrmServiceSettings) settings =
    rrm_service_settings_new (example->protocol, "mail.twc.com", 993, example->security);
  g_autoptr (RrmServiceReport) report =
    rrm_service_report_new (settings, config.until);
  g_autoptr (RrmEngine) engine = rrm_engine_new (example->protocol, &config, report);
  char tag[9] = "";

  drain (engine, sent, tag);
  for (guint i = 0; example->lines[i] != NULL; i++)
    {
      g_autoptr (GString) text = g_string_new (example->lines[i]);

      g_string_replace (text, "%t", tag, 0);
      rrm_engine_feed (engine, (const guint8 *) text->str, text->len);
      drain (engine, sent, tag);
    }
  end (engine, example->end);
  if (example->end != END_MIDDLE)
    drain (engine, sent, tag);
}

static void
test_case (gconstpointer data)
{
  const Case *example = data;
  RrmSecret *password = password_new ();
  gboolean sent = FALSE;

  /* The search is not blind. */
  g_assert_cmpuint (memory_scan (shifted_password), ==, 1);
  converse (example, password, &sent);
  g_assert_cmpint (sent, ==, strstr (example->name, "before") == NULL);
  /* Only the one that is kept for the next try. */
  g_assert_cmpuint (memory_scan (shifted_password), ==, 1);
  rrm_secret_unref (password);
  g_assert_cmpuint (count_all (), ==, 0);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/memory/engine/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }

  return g_test_run ();
}
