/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/format-private.h"
#include "export/writers.h"

#define IMAP RRM_BIT (RRM_PROTOCOL_IMAP)
#define POP3 RRM_BIT (RRM_PROTOCOL_POP3)
#define SMTP RRM_BIT (RRM_PROTOCOL_SMTP)
#define TLS RRM_BIT (RRM_SECURITY_TLS)
#define CLEAR RRM_BIT (RRM_SECURITY_NONE)
#define ANY RRM_ANY_SECURITY
#define PASSWORD RRM_AUTH_PASSWORD
#define CRAM RRM_BIT (RRM_AUTH_CRAM_MD5)
#define SCRAM RRM_BIT (RRM_AUTH_SCRAM_SHA_256)
#define NTLM RRM_BIT (RRM_AUTH_NTLM)
#define NO_LOGIN RRM_BIT (RRM_AUTH_NONE)

#define LITERALS (RRM_HOLDS_IPV4 | RRM_HOLDS_IPV6)
#define IDENTITY (RRM_HOLDS_NAME | RRM_HOLDS_ORGANIZATION | RRM_HOLDS_REPLY_ADDRESS)
#define POP3_DAYS (RRM_HOLDS_LEAVE_ON_SERVER | RRM_HOLDS_REMOVE_AFTER)
#define POP3_ALL (POP3_DAYS | RRM_HOLDS_REMOVE_WHEN_DELETED)
#define MY_FOLDERS (RRM_HOLDS_SENT_FOLDER | RRM_HOLDS_DRAFTS_FOLDER)
#define ALL_FOLDERS                                                                                \
  (MY_FOLDERS | RRM_HOLDS_ROOT_FOLDER | RRM_HOLDS_TRASH_FOLDER | RRM_HOLDS_JUNK_FOLDER)

/* id, names, program, kind, writer; protocols, security in and out, IMAP, POP3 and SMTP
 * mechanisms; what else it holds. A choice that a program makes by itself counts as held only where
 * it cannot end up weaker than what was tested. In the order in which formats are offered. */
const RrmFormat rrm_formats[] = {
  { "goa", "GNOME Online Accounts", "goa", RRM_FORMAT_KIND_ACTION, rrm_export_goa,
    IMAP | SMTP, ANY, ANY, PASSWORD, 0, PASSWORD | NO_LOGIN,
    RRM_HOLDS_NAME | LITERALS },
  { "evolution", "Evolution", "evolution", RRM_FORMAT_KIND_ACTION, rrm_export_evolution,
    IMAP | POP3 | SMTP, ANY, ANY, PASSWORD | CRAM | NTLM, PASSWORD | CRAM | NTLM,
    PASSWORD | CRAM | NTLM | NO_LOGIN,
    IDENTITY | POP3_ALL | ALL_FOLDERS | LITERALS },
  { "thunderbird", "Thunderbird", "thunderbird", RRM_FORMAT_KIND_ACTION, rrm_export_thunderbird,
    IMAP | POP3 | SMTP, ANY, ANY, PASSWORD | CRAM | NTLM, PASSWORD | CRAM | NTLM,
    PASSWORD | CRAM | NTLM | NO_LOGIN,
    IDENTITY | POP3_ALL | MY_FOLDERS | RRM_HOLDS_ROOT_FOLDER | RRM_HOLDS_TRASH_FOLDER | LITERALS },
  { "geary", "Geary", "geary", RRM_FORMAT_KIND_ACTION, rrm_export_geary,
    IMAP | SMTP, ANY, ANY, PASSWORD, 0, PASSWORD | NO_LOGIN,
    RRM_HOLDS_NAME | MY_FOLDERS | RRM_HOLDS_TRASH_FOLDER | RRM_HOLDS_JUNK_FOLDER | LITERALS },
  { "kmail", "KMail", "kmail", RRM_FORMAT_KIND_ACTION, rrm_export_kmail,
    IMAP | POP3 | SMTP, ANY, ANY, PASSWORD | CRAM | NTLM, PASSWORD | CRAM | NTLM,
    PASSWORD | CRAM | NTLM | NO_LOGIN,
    IDENTITY | POP3_DAYS | LITERALS },
  { "claws-mail", "Claws Mail", "claws-mail", RRM_FORMAT_KIND_ACTION, rrm_export_claws_mail,
    IMAP | POP3 | SMTP, ANY, ANY, PASSWORD | CRAM | SCRAM, PASSWORD, PASSWORD | CRAM | NO_LOGIN,
    IDENTITY | POP3_DAYS | RRM_HOLDS_ROOT_FOLDER | LITERALS },
  { "sylpheed", "Sylpheed", "sylpheed", RRM_FORMAT_KIND_ACTION, rrm_export_sylpheed,
    IMAP | POP3 | SMTP, ANY, ANY, PASSWORD | CRAM, PASSWORD, PASSWORD | CRAM | NO_LOGIN,
    IDENTITY | POP3_DAYS | RRM_HOLDS_ROOT_FOLDER | LITERALS },

  { "autoconfig", "Thunderbird (autoconfig file)", "thunderbird", RRM_FORMAT_KIND_FILE,
    rrm_export_autoconfig,
    IMAP | POP3 | SMTP, ANY & ~CLEAR, ANY & ~CLEAR, PASSWORD | CRAM | NTLM, PASSWORD | CRAM | NTLM,
    PASSWORD | CRAM | NTLM | NO_LOGIN,
    POP3_DAYS | LITERALS },
  { "mobileconfig", "Apple Mail", "apple-mail", RRM_FORMAT_KIND_FILE, rrm_export_mobileconfig,
    IMAP | POP3 | SMTP, ANY, ANY, PASSWORD | CRAM | NTLM, PASSWORD | CRAM | NTLM,
    PASSWORD | CRAM | NTLM | NO_LOGIN,
    RRM_HOLDS_NAME | RRM_HOLDS_ROOT_FOLDER | LITERALS },
  { "k9", "Thunderbird for Android, K-9 Mail, FairEmail", "k9", RRM_FORMAT_KIND_FILE, rrm_export_k9,
    IMAP | POP3 | SMTP, ANY, ANY, PASSWORD | CRAM, PASSWORD | CRAM, PASSWORD | CRAM | NO_LOGIN,
    RRM_HOLDS_NAME | RRM_HOLDS_REPLY_ADDRESS | RRM_HOLDS_LEAVE_ON_SERVER |
      RRM_HOLDS_REMOVE_WHEN_DELETED | RRM_HOLDS_ROOT_FOLDER | LITERALS },
  { "thunderbird-qr", "Thunderbird for Android, K-9 Mail", "k9", RRM_FORMAT_KIND_FILE,
    rrm_export_thunderbird_qr,
    IMAP | POP3 | SMTP, ANY, ANY, PASSWORD | CRAM, PASSWORD | CRAM, PASSWORD | CRAM | NO_LOGIN,
    RRM_HOLDS_NAME | RRM_HOLDS_PASSWORD | LITERALS },
  { "outlook-prf", "Outlook for Windows", "outlook", RRM_FORMAT_KIND_FILE, rrm_export_outlook_prf,
    IMAP | POP3 | SMTP, TLS | CLEAR, ANY, PASSWORD | NTLM, PASSWORD | NTLM,
    PASSWORD | NTLM | NO_LOGIN,
    IDENTITY | POP3_ALL | RRM_HOLDS_ROOT_FOLDER | RRM_HOLDS_IPV4 },
  { "outlook-autodiscover", "Outlook for Windows (Autodiscover)", "outlook", RRM_FORMAT_KIND_FILE,
    rrm_export_outlook_autodiscover,
    IMAP | POP3 | SMTP, ANY, ANY, PASSWORD | NTLM, PASSWORD | NTLM, PASSWORD | NTLM | NO_LOGIN,
    RRM_HOLDS_NAME | RRM_HOLDS_IPV4 },

  { "mutt", "mutt, NeoMutt", "neomutt", RRM_FORMAT_KIND_TEXT, rrm_export_mutt,
    IMAP | POP3 | SMTP, ANY, ANY, PASSWORD, PASSWORD, PASSWORD | NO_LOGIN,
    IDENTITY | RRM_HOLDS_LEAVE_ON_SERVER | MY_FOLDERS | RRM_HOLDS_ROOT_FOLDER |
      RRM_HOLDS_TRASH_FOLDER | RRM_HOLDS_PASSWORD | LITERALS },
  { "aerc", "aerc", "aerc", RRM_FORMAT_KIND_TEXT, rrm_export_aerc,
    IMAP | SMTP, ANY, ANY, PASSWORD, 0, PASSWORD | NO_LOGIN,
    RRM_HOLDS_NAME | MY_FOLDERS | RRM_HOLDS_PASSWORD | LITERALS },
  { "alpine", "Alpine", "alpine", RRM_FORMAT_KIND_TEXT, rrm_export_alpine,
    IMAP | POP3 | SMTP, ANY, ANY, PASSWORD, PASSWORD, PASSWORD | NO_LOGIN,
    IDENTITY | MY_FOLDERS | RRM_HOLDS_ROOT_FOLDER | LITERALS },
  { "msmtp", "msmtp", "msmtp", RRM_FORMAT_KIND_TEXT, rrm_export_msmtp,
    SMTP, 0, ANY, 0, 0, PASSWORD | CRAM | SCRAM | NTLM | NO_LOGIN,
    RRM_HOLDS_PASSWORD | LITERALS },
  { "mpop", "mpop", "mpop", RRM_FORMAT_KIND_TEXT, rrm_export_mpop,
    POP3, ANY, 0, 0, PASSWORD | CRAM | SCRAM | NTLM, 0,
    RRM_HOLDS_LEAVE_ON_SERVER | RRM_HOLDS_PASSWORD | LITERALS },
  { "mbsync", "mbsync", "mbsync", RRM_FORMAT_KIND_TEXT, rrm_export_mbsync,
    IMAP, ANY, 0, PASSWORD | CRAM | SCRAM, 0, 0,
    RRM_HOLDS_ROOT_FOLDER | RRM_HOLDS_PASSWORD | LITERALS },
  { "fetchmail", "fetchmail", "fetchmail", RRM_FORMAT_KIND_TEXT, rrm_export_fetchmail,
    IMAP | POP3, ANY, 0, PASSWORD | CRAM | NTLM, PASSWORD | CRAM | NTLM, 0,
    RRM_HOLDS_LEAVE_ON_SERVER | RRM_HOLDS_PASSWORD | LITERALS },
  { "getmail", "getmail6", "getmail", RRM_FORMAT_KIND_TEXT, rrm_export_getmail,
    IMAP | POP3, TLS | CLEAR, 0, PASSWORD | CRAM, PASSWORD, 0,
    POP3_DAYS | RRM_HOLDS_PASSWORD | LITERALS },
  { "offlineimap", "OfflineIMAP", "offlineimap", RRM_FORMAT_KIND_TEXT, rrm_export_offlineimap,
    IMAP, TLS | CLEAR, 0, PASSWORD | CRAM, 0, 0,
    RRM_HOLDS_PASSWORD | LITERALS },
  { "himalaya", "Himalaya", "himalaya", RRM_FORMAT_KIND_TEXT, rrm_export_himalaya,
    IMAP | SMTP, ANY, ANY, PASSWORD, 0, PASSWORD | NO_LOGIN,
    RRM_HOLDS_NAME | RRM_HOLDS_PASSWORD | LITERALS },
  { "gnus", "Gnus, mu4e", "emacs", RRM_FORMAT_KIND_TEXT, rrm_export_gnus,
    IMAP | POP3 | SMTP, ANY, ANY, PASSWORD | CRAM, PASSWORD, PASSWORD | NO_LOGIN,
    IDENTITY | POP3_DAYS | RRM_HOLDS_PASSWORD | LITERALS },

  { "json", "JSON", "json", RRM_FORMAT_KIND_TEXT, rrm_export_json,
    IMAP | POP3 | SMTP, ANY, ANY, G_MAXUINT, G_MAXUINT, G_MAXUINT,
    IDENTITY | POP3_ALL | ALL_FOLDERS | RRM_HOLDS_IPV4_ONLY | RRM_HOLDS_AUTO | LITERALS },
  { "srv", "DNS SRV", "dns", RRM_FORMAT_KIND_TEXT, rrm_export_srv,
    IMAP | POP3 | SMTP, ANY & ~CLEAR, ANY & ~CLEAR, PASSWORD | CRAM | SCRAM | NTLM,
    PASSWORD | CRAM | SCRAM | NTLM, PASSWORD | CRAM | SCRAM | NTLM | NO_LOGIN,
    0 },
};

const guint rrm_n_formats = G_N_ELEMENTS (rrm_formats);
