/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "home.h"

#include "clients/audit.h"
#include "clients/client.h"
#include "clients/copies.h"
#include "clients/mend.h"

/* The files of programs in a terminal, before and after mending, byte for byte. Where a password
 * stands in them it is "Tulip", which nothing may tell. */

#define NO_REFUSAL (-1)

typedef struct
{
  const char *name;
  const char *file;
  const char *before;
  /* NULL: nothing may change. */
  const char *after;
  /* What is asked for beside all that keeps mail from coming or going. */
  const char *code;
  int refusal;
  /* A second file. */
  const char *other;
  const char *other_before;
  const char *other_after;
} Case;

static const Case cases[] = {
  /* mutt */
  { "mutt/retired", ".muttrc",
    "# imaps://ann@imap-server.nc.rr.com stays in a comment\n"
    "set from = 'Ann <ann@nc.rr.com>'   # me\n"
    "set folder=\"imap://ann%40nc.rr.com:Tu;lip@imap-server.nc.rr.com/INBOX\" # mail\n"
    "set spoolfile=+ record='imap://ann%40nc.rr.com@imap-server.nc.rr.com/Sent'\n"
    "mailboxes imap://ann%40nc.rr.com@imap-server.nc.rr.com/INBOX =Old \\\n"
    "  imap://cat@imap.example.org/INBOX\n"
    "set smtp_url = smtp://ann%40nc.rr.com:Tulip@smtp-server.nc.rr.com/ ; set sort=threads\n",
    "# imaps://ann@imap-server.nc.rr.com stays in a comment\n"
    "set from = 'Ann <ann@nc.rr.com>'   # me\n"
    "set folder=\"imaps://ann%40nc.rr.com:Tu;lip@mail.twc.com:993/INBOX\" # mail\n"
    "set spoolfile=+ record='imaps://ann%40nc.rr.com@mail.twc.com:993/Sent'\n"
    "mailboxes imaps://ann%40nc.rr.com@mail.twc.com:993/INBOX =Old \\\n"
    "  imap://cat@imap.example.org/INBOX\n"
    "set smtp_url = smtp://ann%40nc.rr.com:Tulip@mail.twc.com:587/ ; set sort=threads\n",
    NULL, NO_REFUSAL, NULL, NULL, NULL },
  { "mutt/windows", ".muttrc",
    "set from=ann@nc.rr.com\r\nset folder=imaps://ann@mail.twc.com:995\r\n"
    "set imap_pass=Tulip\r\n",
    "set from=ann@nc.rr.com\r\nset folder=imaps://ann%40nc.rr.com@mail.twc.com:993\r\n"
    "set imap_pass=Tulip\r\n",
    NULL, NO_REFUSAL, NULL, NULL, NULL },
  { "mutt/names", ".config/neomutt/neomuttrc",
    "set from=ann@nc.rr.com\nset folder=imaps://mail.twc.com/\nset imap_user='ann'\n"
    "set smtp_url=smtp://mail.twc.com:587\nset smtp_pass=Tulip\n",
    "set from=ann@nc.rr.com\nset folder=imaps://mail.twc.com/\nset imap_user=\"ann@nc.rr.com\"\n"
    "set smtp_url=smtp://ann%40nc.rr.com@mail.twc.com:587\nset smtp_pass=Tulip\n",
    NULL, NO_REFUSAL, NULL, NULL, NULL },
  { "mutt/no-name", ".muttrc", "set from=ann@nc.rr.com\n  set folder=imaps://mail.twc.com/",
    "set from=ann@nc.rr.com\n  set folder=imaps://mail.twc.com/\n"
    "  set imap_user=\"ann@nc.rr.com\"\n",
    NULL, NO_REFUSAL, NULL, NULL, NULL },
  { "mutt/ways", ".muttrc",
    "set from=ann@nc.rr.com imap_user=ann@nc.rr.com imap_authenticators=\"cram-md5:login\"\n"
    "set folder=imaps://mail.twc.com/\n"
    "set smtp_authenticators=ntlm smtp_url=smtps://ann%40nc.rr.com@mail.twc.com\n",
    "set from=ann@nc.rr.com imap_user=ann@nc.rr.com imap_authenticators=\"plain:login\"\n"
    "set folder=imaps://mail.twc.com/\n"
    "set smtp_authenticators=\"plain\" smtp_url=smtps://ann%40nc.rr.com@mail.twc.com\n",
    NULL, NO_REFUSAL, NULL, NULL, NULL },
  { "mutt/cleartext", ".muttrc",
    "set nossl_starttls from=ann@nc.rr.com\n"
    "set smtp_url=smtp://ann%40nc.rr.com@mail.twc.com:587\n"
    "set folder=imap://ann%40nc.rr.com@mail.twc.com\n",
    "set ssl_starttls from=ann@nc.rr.com\n"
    "set smtp_url=smtp://ann%40nc.rr.com@mail.twc.com:587\n"
    "set folder=imaps://ann%40nc.rr.com@mail.twc.com:993\n",
    NULL, NO_REFUSAL, NULL, NULL, NULL },
  { "mutt/pop", ".muttrc",
    "set from=bob@charter.net pop_user=bob pop_delete\nset pop_host=\"pop.charter.net\"\n",
    "set from=bob@charter.net pop_user=\"bob@charter.net\" nopop_delete\n"
    "set pop_host=\"pops://mobile.charter.net:995\"\n",
    "pop-removes-mail", NO_REFUSAL, NULL, NULL, NULL },
  { "mutt/sender", ".muttrc",
    "set smtp_url=\"smtps://ann%40nc.rr.com:Tulip@mail.twc.com\"\nset from=\"lee@nc.rr.com\"\n",
    "set smtp_url=\"smtps://lee%40nc.rr.com:Tulip@mail.twc.com\"\nset from=\"lee@nc.rr.com\"\n",
    NULL, NO_REFUSAL, NULL, NULL, NULL },
  { "mutt/variable-name", ".muttrc",
    "set my_user=ann%40nc.rr.com my_pass=Tulip from=ann@nc.rr.com\n"
    "set smtp_url=\"smtps://$my_user:$my_pass@smtp-server.nc.rr.com\"\n",
    "set my_user=ann%40nc.rr.com my_pass=Tulip from=ann@nc.rr.com\n"
    "set smtp_url=\"smtp://$my_user:$my_pass@mail.twc.com:587\"\n",
    NULL, NO_REFUSAL, NULL, NULL, NULL },
  { "mutt/variable-host", ".muttrc",
    "set my_host=imap-server.nc.rr.com from=ann@nc.rr.com\n"
    "set folder=imaps://ann%40nc.rr.com:Tulip@$my_host/\n",
    "set my_host=mail.twc.com from=ann@nc.rr.com\n"
    "set folder=imaps://ann%40nc.rr.com:Tulip@$my_host/\n",
    NULL, NO_REFUSAL, NULL, NULL, NULL },
  /* What a variable of another file makes: all of a URL, a host, a name. */
  { "mutt/variable-elsewhere", ".muttrc",
    "set from=ann@nc.rr.com\nsource ~/.mutt/mine\n"
    "set folder=imaps://ann%40nc.rr.com:Tulip@${my_host}\n"
    "set smtp_url=\"$my_url\"\n",
    "set from=ann@nc.rr.com\nsource ~/.mutt/mine\n"
    "set folder=imaps://ann%40nc.rr.com:Tulip@${my_host}\n"
    "set smtp_url=\"$my_url\"\n",
    NULL, NO_REFUSAL, ".mutt/mine",
    "# Mine.\nset my_host=\"imap-server.nc.rr.com:995\"\n"
    "set my_url='smtps://ann%40nc.rr.com:Tulip@smtp-server.nc.rr.com:465' my_other=1\n",
    "# Mine.\nset my_host=\"mail.twc.com:993\"\n"
    "set my_url='smtp://ann%40nc.rr.com:Tulip@mail.twc.com:587' my_other=1\n" },
  { "mutt/variable-user", ".muttrc",
    "source ~/.mutt/mine\nset from=ann@nc.rr.com imap_user=$my_user\n"
    "set folder=imaps://mail.twc.com\n",
    "source ~/.mutt/mine\nset from=ann@nc.rr.com imap_user=$my_user\n"
    "set folder=imaps://mail.twc.com\n",
    NULL, NO_REFUSAL, ".mutt/mine", "set my_user=ann\n", "set my_user=ann@nc.rr.com\n" },
  { "mutt/variable-twice", ".muttrc",
    "source ~/.mutt/mine\nset from=ann@nc.rr.com\n"
    "set folder=imaps://ann%40nc.rr.com:Tulip@$my_host\n"
    "set smtp_url=smtps://ann%40nc.rr.com:Tulip@$my_host\n",
    NULL, NULL, RRM_CLIENT_ERROR_OWN, ".mutt/mine", "set my_host=imap-server.nc.rr.com\n", NULL },
  { "mutt/variable-made", ".muttrc",
    "source ~/.mutt/mine\nset from=ann@nc.rr.com\n"
    "set folder=imaps://ann%40nc.rr.com:Tulip@$my_host\n",
    NULL, NULL, RRM_CLIENT_ERROR_OWN, ".mutt/mine",
    "set my_domain=nc.rr.com\nset my_host=imap-server.$my_domain\n", NULL },
  { "mutt/variable-set-twice", ".muttrc",
    "set my_host=imap-server.nc.rr.com from=ann@nc.rr.com\n"
    "set folder=imaps://ann%40nc.rr.com:Tulip@$my_host\nset my_host=x.example.org\n",
    NULL, NULL, RRM_CLIENT_ERROR_OWN, NULL, NULL, NULL },
  { "mutt/command", ".muttrc",
    "set from=ann@nc.rr.com\nset folder=imaps://mail.twc.com\nset imap_user=\"`echo ann`\"\n",
    NULL, NULL, RRM_CLIENT_ERROR_OWN, NULL, NULL, NULL },
  { "mutt/escape", ".muttrc",
    "set from=ann@nc.rr.com\nset folder=\"imaps://ann%40nc.rr.com:T\\\"ulip@mail.twc.com:995\"\n",
    "set from=ann@nc.rr.com\nset folder=\"imaps://ann%40nc.rr.com:T\\\"ulip@mail.twc.com:993\"\n",
    NULL, NO_REFUSAL, NULL, NULL, NULL },
  { "mutt/source", ".muttrc",
    "set folder=imaps://nobody@imap.example.org/\nset from=ann@nc.rr.com\n"
    "source ~/.mutt/servers\nset sort=threads\n",
    "set folder=imaps://nobody@imap.example.org/\nset from=ann@nc.rr.com\n"
    "source ~/.mutt/servers\nset sort=threads\n",
    NULL, NO_REFUSAL, ".mutt/servers", "set folder=imaps://ann%40nc.rr.com@mail.twc.com:995/\n",
    "set folder=imaps://ann%40nc.rr.com@mail.twc.com:993/\n" },
  { "mutt/overridden", ".muttrc",
    "source ~/.mutt/servers\nset folder=imaps://ann%40nc.rr.com@mail.twc.com:995/\n"
    "set from=ann@nc.rr.com\n",
    "source ~/.mutt/servers\nset folder=imaps://ann%40nc.rr.com@mail.twc.com:993/\n"
    "set from=ann@nc.rr.com\n",
    NULL, NO_REFUSAL, ".mutt/servers", "set folder=imaps://ann%40nc.rr.com@mail.twc.com:110/\n",
    NULL },
  { "mutt/hook", ".muttrc",
    "set folder=imaps://cat@imap.example.org\n"
    "folder-hook imaps://bob@mobile.charter.net 'source ~/.mutt/bob'\n",
    "set folder=imaps://cat@imap.example.org\n"
    "folder-hook imaps://bob%40charter.net@mobile.charter.net 'source ~/.mutt/bob'\n",
    NULL, NO_REFUSAL, ".mutt/bob",
    "set from=bob@charter.net\nset folder=imaps://bob@mobile.charter.net:995\n",
    "set from=bob@charter.net\nset folder=imaps://bob%40charter.net@mobile.charter.net:993\n" },
  { "mutt/hook-pattern", ".muttrc",
    "set folder=imaps://cat@imap.example.org\n"
    "folder-hook imaps://bob@ 'source ~/.mutt/bob'\n",
    NULL, NULL, RRM_CLIENT_ERROR_OWN, ".mutt/bob",
    "set from=bob@charter.net\nset folder=imaps://bob@mobile.charter.net\n", NULL },
  { "mutt/hook-host", ".muttrc",
    "set folder=imaps://cat@imap.example.org\n"
    "folder-hook imaps://bob%40charter.net@imap.charter.net 'source ~/.mutt/bob'\n",
    "set folder=imaps://cat@imap.example.org\n"
    "folder-hook imaps://bob%40charter.net@mobile.charter.net 'source ~/.mutt/bob'\n",
    NULL, NO_REFUSAL, ".mutt/bob",
    "set from=bob@charter.net\nset folder=imaps://bob%40charter.net@imap.charter.net\n",
    "set from=bob@charter.net\nset folder=imaps://bob%40charter.net@mobile.charter.net\n" },
  { "mutt/half", ".muttrc",
    "set from=ann@nc.rr.com\nset folder=imaps://ann@mail.twc.com\nset realname=\"Ann\n", NULL, NULL,
    RRM_CLIENT_ERROR_DAMAGED, NULL, NULL, NULL },
  /* aerc */
  { "aerc/retired", ".config/aerc/accounts.conf",
    "# Mine.\n[Home]\nsource = imap+insecure://ann:Tu%23lip@imap-server.nc.rr.com\n"
    "outgoing=smtps+login://ann%40nc.rr.com@smtp-server.nc.rr.com ; sends\n"
    "source-cred-cmd = pass show ann\n"
    "from          = Ann <ann@nc.rr.com>\n\n[Other]\nsource = imap+insecure://x@example.org\n"
    "from = x@example.org\n",
    "# Mine.\n[Home]\nsource = imaps://ann%40nc.rr.com:Tu%23lip@mail.twc.com:993\n"
    "outgoing=smtp+login://ann%40nc.rr.com@mail.twc.com:587 ; sends\n"
    "source-cred-cmd = pass show ann\n"
    "from          = Ann <ann@nc.rr.com>\nsmtp-starttls = yes\n\n"
    "[Other]\nsource = imap+insecure://x@example.org\n"
    "from = x@example.org\n",
    NULL, NO_REFUSAL, NULL, NULL, NULL },
  { "aerc/quotes", ".config/aerc/accounts.conf",
    "[Home]\r\nsource = `imaps+xoauth2://ann%40nc.rr.com:Tulip@mail.twc.com:995`\r\n"
    "outgoing = \"smtp+none://mail.twc.com:587\"\r\nsmtp-starttls = no\r\n"
    "from = ann@nc.rr.com\r\n",
    "[Home]\r\nsource = `imaps://ann%40nc.rr.com:Tulip@mail.twc.com:993`\r\n"
    "outgoing = \"smtp://ann%40nc.rr.com@mail.twc.com:587\"\r\nsmtp-starttls = yes\r\n"
    "from = ann@nc.rr.com\r\n",
    NULL, NO_REFUSAL, NULL, NULL, NULL },
  { "aerc/sender", ".config/aerc/accounts.conf",
    "[Home]\noutgoing = smtps://ann%40nc.rr.com:Tulip@mail.twc.com\nfrom = Lee <lee@nc.rr.com>\n",
    "[Home]\noutgoing = smtps://lee%40nc.rr.com:Tulip@mail.twc.com\nfrom = Lee <lee@nc.rr.com>\n",
    NULL, NO_REFUSAL, NULL, NULL, NULL },
  { "aerc/other-addresses", ".config/aerc/accounts.conf",
    "[Home]\nfrom = ann@nc.rr.com\nsource = imaps://ann%40nc.rr.com@mobile.charter.net/\n",
    "[Home]\nfrom = ann@nc.rr.com\nsource = imaps://ann%40nc.rr.com@mail.twc.com/\n", NULL,
    NO_REFUSAL, NULL, NULL, NULL },
  { "aerc/reference", ".config/aerc/accounts.conf",
    "[Home]\nname = ann\nsource = imaps://%(name)s@mail.twc.com:995\nfrom = ann@nc.rr.com\n", NULL,
    NULL, RRM_CLIENT_ERROR_OWN, NULL, NULL, NULL },
  /* Alpine */
  { "alpine/retired", ".pinerc",
    "# pinerc of {imap-server.nc.rr.com/user=ann}\npersonal-name=Ann\n"
    "inbox-path={imap-server.nc.rr.com:143/notls/user=\"ann\"}INBOX\n"
    "customized-hdrs=From: Ann <ann@nc.rr.com>,\n\tX-Face: {1}\n"
    "folder-collections=Mail {imap-server.nc.rr.com:143/user=\"ann\"/notls}mail/[],\n"
    "\tOther {imap.example.org/user=ann}[],\n\tNews {imap-server.nc.rr.com/nntp}#news.[]\n"
    "postponed-folder={imap-server.nc.rr.com:143/notls}Drafts\n"
    "smtp-server=smtp-server.nc.rr.com/user=ann@nc.rr.com,\n\tsmtp.example.org\n"
    "feature-list=enable-y\n",
    "# pinerc of {imap-server.nc.rr.com/user=ann}\npersonal-name=Ann\n"
    "inbox-path={mail.twc.com:993/ssl/user=\"ann@nc.rr.com\"}INBOX\n"
    "customized-hdrs=From: Ann <ann@nc.rr.com>,\n\tX-Face: {1}\n"
    "folder-collections=Mail {mail.twc.com:993/user=\"ann@nc.rr.com\"/ssl}mail/[],\n"
    "\tOther {imap.example.org/user=ann}[],\n\tNews {imap-server.nc.rr.com/nntp}#news.[]\n"
    "postponed-folder={mail.twc.com:993/ssl/user=ann@nc.rr.com}Drafts\n"
    "smtp-server=mail.twc.com:587/user=ann@nc.rr.com,\n\tsmtp.example.org\n"
    "feature-list=enable-y\n",
    NULL, NO_REFUSAL, NULL, NULL, NULL },
  { "alpine/windows", ".pinerc",
    "user-domain=nc.rr.com\r\ninbox-path={mail.twc.com:995/ssl/novalidate-cert/user=ann}inbox\r\n"
    "smtp-server=\"mail.twc.com:587/tls\"\r\nlast-version-used=6.26\r\n",
    "user-domain=nc.rr.com\r\n"
    "inbox-path={mail.twc.com:993/ssl/novalidate-cert/user=ann@nc.rr.com}inbox\r\n"
    "smtp-server=\"mail.twc.com:587/tls/user=ann@nc.rr.com\"\r\nlast-version-used=6.26\r\n",
    NULL, NO_REFUSAL, NULL, NULL, NULL },
  { "alpine/pop", ".pinerc",
    "customized-hdrs=From: bob@charter.net\n"
    "inbox-path={pop.charter.net/pop3/user=bob@charter.net}inbox\n",
    "customized-hdrs=From: bob@charter.net\n"
    "inbox-path={mobile.charter.net:995/ssl/pop3/user=bob@charter.net}inbox\n",
    NULL, NO_REFUSAL, NULL, NULL, NULL },
  { "alpine/submit", ".pinerc",
    "customized-hdrs=From: ann@nc.rr.com\ninbox-path={mail.twc.com/ssl/user=ann@nc.rr.com}inbox\n"
    "smtp-server=mail.twc.com/submit/user=ann@nc.rr.com\n",
    NULL, NULL, NO_REFUSAL, NULL, NULL, NULL },
  { "alpine/variable", ".pinerc",
    "customized-hdrs=From: ann@nc.rr.com\ninbox-path={mail.twc.com/ssl/user=$LOGNAME}inbox\n", NULL,
    NULL, RRM_CLIENT_ERROR_OWN, NULL, NULL, NULL },
  /* fetchmail */
  { "fetchmail/retired", ".fetchmailrc",
    "# pop-server.nc.rr.com no ssl\nset daemon 300\ndefaults no ssl\n"
    "poll pop-server.nc.rr.com with proto POP3, port 110:\n"
    "  user 'ann@nc.rr.com' there with password \"Tu\\x22lip\" is ann here nokeep\n"
    "poll pop.example.org proto pop3 user cat nokeep\n",
    "# pop-server.nc.rr.com no ssl\nset daemon 300\ndefaults no ssl\n"
    "poll mail.twc.com with proto POP3, port 995:\n"
    "  user 'ann@nc.rr.com' there ssl with password \"Tu\\x22lip\" is ann here keep\n"
    "poll pop.example.org proto pop3 user cat nokeep\n",
    "pop-removes-mail", NO_REFUSAL, NULL, NULL, NULL },
  { "fetchmail/via", ".fetchmailrc",
    "poll home via imap.charter.net proto imap auth ntlm user bob here is 'bob@charter.net' there "
    "pass Tulip no ssl keep\r\n",
    "poll home port 993 via mobile.charter.net proto imap auth password user bob here is "
    "'bob@charter.net' there pass Tulip ssl keep\r\n",
    NULL, NO_REFUSAL, NULL, NULL, NULL },
  { "fetchmail/starttls", ".fetchmailrc",
    "poll imap.rr.com service 143 proto imap auth cram-md5\n"
    "user ann@nc.rr.com password Tulip ssl sslproto '' keep\n",
    "poll mail.twc.com service 993 proto imap auth password\n"
    "user ann@nc.rr.com password Tulip ssl sslproto '' keep\n",
    NULL, NO_REFUSAL, NULL, NULL, NULL },
  { "fetchmail/two", ".fetchmailrc",
    "poll pop-server.nc.rr.com proto pop3\n user ann@nc.rr.com ssl keep\n"
    " user bob@charter.net ssl keep\n",
    NULL, NULL, RRM_CLIENT_ERROR_OWN, NULL, NULL, NULL },
  { "fetchmail/two-alike", ".fetchmailrc",
    "poll pop-server.nc.rr.com proto pop3\n user ann@nc.rr.com ssl keep\n"
    " user lee@nc.rr.com ssl keep\n",
    "poll mail.twc.com proto pop3\n user ann@nc.rr.com ssl keep\n"
    " user lee@nc.rr.com ssl keep\n",
    NULL, NO_REFUSAL, NULL, NULL, NULL },
  /* What a twin makes. */
  { "offlineimap/eval", ".offlineimaprc",
    "[general]\naccounts = A\n[Account A]\nlocalrepository = L\nremoterepository = R\n"
    "[Repository R]\ntype = IMAP\nremotehosteval = get_host()\n"
    "remotehost = imap-server.nc.rr.com\nremoteuser = ann@nc.rr.com\nremotepass = Tulip\n",
    NULL, NULL, RRM_CLIENT_ERROR_OWN, NULL, NULL, NULL },
};

static RrmClientProfile *
read_first (GPtrArray *profiles)
{
  RrmClientProfile *profile;

  g_assert_cmpuint (profiles->len, ==, 1);
  profile = g_ptr_array_index (profiles, 0);
  g_assert_no_error (profile->error);

  return profile;
}

static void
check_secret (const char *text)
{
  if (text == NULL)
    return;
  g_assert_null (strstr (text, "ulip"));
  g_assert_null (strstr (text, "Tu"));
}

/* What is told of the change holds no password, and neither do the records afterwards. */
static void
check_silence (RrmClientProfile *profile)
{
  g_autoptr (GPtrArray) edits = rrm_client_list_edits (profile);

  for (guint i = 0; i < edits->len; i++)
    {
      const RrmClientEdit *edit = g_ptr_array_index (edits, i);

      check_secret (edit->before);
      check_secret (edit->after);
      g_assert_cmpstr (edit->before, !=, edit->after);
    }
}

static void
check_file (const char *home,
            const char *name,
            const char *expected)
{
  g_autofree char *text = NULL;

  if (name == NULL)
    return;
  text = home_read (home, name);
  g_assert_cmpstr (text, ==, expected);
}

static GPtrArray *
mend (RrmClientProfile *profile,
      const Case *item,
      GError **error)
{
  const char *codes[] = { item->code, NULL };
  GPtrArray *mends = rrm_client_mend (profile, NULL, NULL, error);

  if (item->code == NULL || mends == NULL)
    return mends;
  g_ptr_array_unref (mends);

  return rrm_client_mend (profile, NULL, codes, error);
}

/* Nothing that keeps mail from coming or going is left. */
static void
check_audit (const char *home,
             const char *code)
{
  g_autoptr (RrmClientRoots) roots = rrm_client_roots_new (home);
  g_autoptr (GPtrArray) profiles = rrm_clients_read_all (roots);
  RrmClientProfile *profile = read_first (profiles);
  const char *codes[] = { code, NULL };

  g_assert_false (rrm_client_needs_mend (profile, NULL, NULL));
  if (code != NULL)
    g_assert_false (rrm_client_needs_mend (profile, NULL, codes));
}

static void
test_case (gconstpointer data)
{
  const Case *item = data;
  char *home = home_new ();
  g_autofree char *copies = home_path (home, "copies");
  g_autoptr (RrmClientRoots) roots = rrm_client_roots_new (home);
  g_autoptr (GPtrArray) profiles = NULL;
  g_autoptr (GPtrArray) mends = NULL;
  g_autoptr (GPtrArray) restored = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = NULL;
  RrmClientProfile *profile;

  home_write (home, item->file, item->before);
  if (item->other != NULL)
    home_write (home, item->other, item->other_before);
  profiles = rrm_clients_read_all (roots);
  profile = read_first (profiles);
  mends = mend (profile, item, &error);
  if (item->after == NULL)
    {
      if (item->refusal == NO_REFUSAL)
        g_assert_no_error (error);
      else
        g_assert_error (error, RRM_CLIENT_ERROR, item->refusal);
      for (guint i = 0; i < profile->documents->len; i++)
        g_assert_false (rrm_document_is_changed (g_ptr_array_index (profile->documents, i)));
      home_free (home);
      return;
    }

  g_assert_no_error (error);
  g_assert_cmpuint (mends->len, >, 0);
  check_silence (profile);
  copy = rrm_client_save (profile, copies, &error);
  g_assert_no_error (error);
  check_file (home, item->file, item->after);
  check_file (home, item->other,
              item->other_after != NULL ? item->other_after : item->other_before);
  check_audit (home, item->code);

  g_assert_true (rrm_client_undo (copies, copy, restored, &error));
  check_file (home, item->file, item->before);
  check_file (home, item->other, item->other_before);
  home_free (home);
}

/* What is refused for a variable names the file where that is set. */
static void
test_refused_file (void)
{
  char *home = home_new ();
  g_autofree char *mine = home_path (home, ".mutt/mine");
  g_autoptr (RrmClientRoots) roots = rrm_client_roots_new (home);
  g_autoptr (GPtrArray) profiles = NULL;
  g_autoptr (GPtrArray) mends = NULL;
  g_autoptr (GError) error = NULL;

  home_write (home, ".muttrc",
              "source ~/.mutt/mine\nset from=ann@nc.rr.com\n"
              "set folder=imaps://ann%40nc.rr.com@$my_host spoolfile=imaps://$my_host\n");
  home_write (home, ".mutt/mine", "set my_host=imap-server.nc.rr.com\n");
  profiles = rrm_clients_read_all (roots);
  mends = rrm_client_mend (read_first (profiles), NULL, NULL, &error);
  g_assert_error (error, RRM_CLIENT_ERROR, RRM_CLIENT_ERROR_OWN);
  g_assert_cmpstr (error->message, ==, mine);
  home_free (home);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/clients/mend-rc/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }

  g_test_add_func ("/clients/mend-rc/mutt/refused-file", test_refused_file);

  return g_test_run ();
}
