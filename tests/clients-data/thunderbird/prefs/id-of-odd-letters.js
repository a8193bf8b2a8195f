user_pref("mail.accountmanager.accounts", "a.b/c");
user_pref("mail.account.a.b/c.server", "s\\\"1");
user_pref("mail.account.a.b/c.identities", "i d");
user_pref("mail.server.s\"1.type", "imap");
