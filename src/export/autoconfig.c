/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/escape.h"
#include "export/writers.h"

#include <string.h>

/* Thunderbird's autoconfig file, version 1.1 (draft-ietf-mailmaint-autoconfig). Where the user name
 * is the address, or the part of it before the @, its place holder stands there: one file then
 * serves every address of the domain, and names no person. */

static void
add_element (RrmSheet *sheet,
             const char *name,
             const char *value)
{
  rrm_sheet_print (sheet, "      <%s>", name);
  rrm_escape_xml (sheet, value);
  rrm_sheet_print (sheet, "</%s>\n", name);
}

/* The words that a date may be made of. */
static const char *const date_words[] = {
  "january", "february", "march",     "april",   "may",      "june",     "july",   "august",
  "september", "october", "november", "december", "monday",  "tuesday",  "wednesday", "thursday",
  "friday",  "saturday", "sunday",    "am",      "pm",       "utc",      "gmt",    "z",
  "t",       "est",      "edt",       "cst",     "cdt",      "mst",      "mdt",    "pst",
  "pdt",
};

static gboolean
is_date_word (const char *word,
              gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (date_words); i++)
    if (g_ascii_strncasecmp (word, date_words[i], length) == 0)
      return TRUE;

  return FALSE;
}

/* Whether a lenient reader may find a date in it: "may12", "10/3/99". A little more than that is no
 * harm. */
static gboolean
is_date (const char *text)
{
  gboolean has_digit = FALSE;

  if (!g_str_is_ascii (text))
    return FALSE;

  for (const char *p = text; *p != '\0';)
    {
      gsize length = 0;

      while (g_ascii_isalpha (p[length]))
        length++;
      if (length > 0 && !is_date_word (p, length))
        return FALSE;
      has_digit = has_digit || g_ascii_isdigit (*p);
      p += MAX (length, 1);
    }

  return has_digit;
}

/* Thunderbird turns what looks like a number, a truth value or a date into one before it looks at
 * it: "00123" becomes 123. */
static gboolean
is_coerced (const char *text)
{
  char *end = NULL;

  if (g_ascii_strcasecmp (text, "true") == 0 || g_ascii_strcasecmp (text, "false") == 0)
    return TRUE;
  if (is_date (text))
    return TRUE;
  if (text[0] == '0' && text[1] != '\0' && strchr ("bBoO", text[1]) != NULL)
    return text[2] != '\0' && text[2 + strspn (text + 2, "01234567")] == '\0';

  g_ascii_strtod (text, &end);

  return end != text && *end == '\0';
}

static gboolean
check_server (const RrmExportServer *server,
              const char *local_part,
              const char *username_key,
              const char *host_key,
              GError **error)
{
  /* Thunderbird's own check of host names knows no underscore. */
  if (strchr (server->host, '_') != NULL)
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_HOST, host_key);
  if (!server->login)
    return TRUE;

  if (strchr (server->username, '%') != NULL)
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_CHARACTER, username_key);
  if (rrm_text_has_edge_blanks (server->username))
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_BLANKS, username_key);
  if (is_coerced (server->username) && !g_str_equal (server->username, local_part))
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_NUMBER, username_key);

  return TRUE;
}

static const char *
auth_word (const RrmExportServer *server)
{
  switch (server->auth)
    {
    case RRM_AUTH_CRAM_MD5:
      return "password-encrypted";
    case RRM_AUTH_NTLM:
      return "NTLM";
    case RRM_AUTH_NONE:
      return "none";
    case RRM_AUTH_AUTO:
    case RRM_AUTH_PLAIN:
    case RRM_AUTH_LOGIN:
    case RRM_AUTH_SCRAM_SHA_256:
    default:
      return "password-cleartext";
    }
}

static void
add_username (RrmSheet *sheet,
              const RrmExportInput *input,
              const RrmExportServer *server)
{
  if (g_str_equal (server->username, input->address))
    add_element (sheet, "username", "%EMAILADDRESS%");
  else if (g_str_equal (server->username, input->local_part))
    add_element (sheet, "username", "%EMAILLOCALPART%");
  else
    add_element (sheet, "username", server->username);
}

static void
add_server (RrmSheet *sheet,
            const RrmExportInput *input,
            const RrmExportServer *server)
{
  g_autofree char *port = g_strdup_printf ("%u", server->port);

  add_element (sheet, "hostname", server->host);
  add_element (sheet, "port", port);
  add_element (sheet, "socketType",
               server->security == RRM_SECURITY_STARTTLS ? "STARTTLS" : "SSL");
  add_element (sheet, "authentication", auth_word (server));
  if (server->login)
    add_username (sheet, input, server);
}

static void
add_pop3 (RrmSheet *sheet,
          const RrmExportInput *input)
{
  rrm_sheet_print (sheet,
                   "      <pop3>\n        <leaveMessagesOnServer>%s</leaveMessagesOnServer>\n",
                   input->leave_on_server ? "true" : "false");
  if (input->leave_on_server && input->remove_after_days > 0)
    rrm_sheet_print (sheet,
                     "        <daysToLeaveMessagesOnServer>%u</daysToLeaveMessagesOnServer>\n",
                     input->remove_after_days);
  rrm_sheet_add (sheet, "      </pop3>\n");
}

gboolean
rrm_export_autoconfig (const RrmExportInput *input,
                       GPtrArray *files,
                       GError **error)
{
  g_autoptr (RrmSheet) sheet = rrm_sheet_new ();
  g_autofree char *name = g_strconcat (input->domain, ".xml", NULL);
  gboolean pop3 = input->incoming->protocol == RRM_PROTOCOL_POP3;

  if (!check_server (input->incoming, input->local_part, "incoming.username", "incoming.host",
                     error) ||
      !check_server (input->outgoing, input->local_part, "outgoing.username", "outgoing.host",
                     error))
    return FALSE;

  rrm_sheet_print (sheet,
                   "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                   "<clientConfig version=\"1.1\">\n"
                   "  <emailProvider id=\"%s\">\n"
                   "    <domain>%s</domain>\n"
                   "    <displayName>%s</displayName>\n"
                   "    <displayShortName>%s</displayShortName>\n"
                   "    <incomingServer type=\"%s\">\n",
                   input->domain, input->domain, input->domain, input->domain,
                   pop3 ? "pop3" : "imap");
  add_server (sheet, input, input->incoming);
  if (pop3)
    add_pop3 (sheet, input);
  rrm_sheet_add (sheet, "    </incomingServer>\n    <outgoingServer type=\"smtp\">\n");
  add_server (sheet, input, input->outgoing);
  rrm_sheet_add (sheet, "    </outgoingServer>\n  </emailProvider>\n</clientConfig>\n");

  rrm_export_files_add (files, name, RRM_EXPORT_PUBLIC, g_steal_pointer (&sheet));

  return TRUE;
}
