  user_pref
 (
	"mail.accountmanager.accounts" /* , */ ,
   "account1,account2");
  user_pref
 (
	"mail.accountmanager.defaultaccount" /* , */ ,
   "account1");
  user_pref
 (
	"mail.smtpservers" /* , */ ,
   "smtp1,smtp2");
  user_pref
 (
	"mail.smtp.defaultserver" /* , */ ,
   "smtp1");
  user_pref
 (
	"mail.account.account1.server" /* , */ ,
   "server1");
  user_pref
 (
	"mail.account.account1.identities" /* , */ ,
   "id1");
  user_pref
 (
	"mail.identity.id1.useremail" /* , */ ,
   "ann@nc.rr.com");
  user_pref
 (
	"mail.identity.id1.smtpServer" /* , */ ,
   "smtp1");
  user_pref
 (
	"mail.server.server1.type" /* , */ ,
   "imap");
  user_pref
 (
	"mail.server.server1.hostname" /* , */ ,
   "imap-server.nc.rr.com");
  user_pref
 (
	"mail.server.server1.userName" /* , */ ,
   "ann@nc.rr.com");
  user_pref
 (
	"mail.server.server1.port" /* , */ ,
   993);
  user_pref
 (
	"mail.server.server1.socketType" /* , */ ,
   3);
  user_pref
 (
	"mail.account.account2.server" /* , */ ,
   "server2");
  user_pref
 (
	"mail.account.account2.identities" /* , */ ,
   "id2");
  user_pref
 (
	"mail.identity.id2.useremail" /* , */ ,
   "bob@nc.rr.com");
  user_pref
 (
	"mail.identity.id2.smtpServer" /* , */ ,
   "smtp2");
  user_pref
 (
	"mail.server.server2.type" /* , */ ,
   "imap");
  user_pref
 (
	"mail.server.server2.hostname" /* , */ ,
   "mail.twc.com");
  user_pref
 (
	"mail.server.server2.userName" /* , */ ,
   "bob@nc.rr.com");
  user_pref
 (
	"mail.server.server2.port" /* , */ ,
   993);
  user_pref
 (
	"mail.server.server2.socketType" /* , */ ,
   3);
  user_pref
 (
	"mail.smtpserver.smtp1.hostname" /* , */ ,
   "mail.twc.com");
  user_pref
 (
	"mail.smtpserver.smtp1.port" /* , */ ,
   587);
  user_pref
 (
	"mail.smtpserver.smtp1.try_ssl" /* , */ ,
   2);
  user_pref
 (
	"mail.smtpserver.smtp1.authMethod" /* , */ ,
   3);
  user_pref
 (
	"mail.smtpserver.smtp1.username" /* , */ ,
   "ann@nc.rr.com");
  user_pref
 (
	"mail.smtpserver.smtp2.hostname" /* , */ ,
   "mail.twc.com");
  user_pref
 (
	"mail.smtpserver.smtp2.port" /* , */ ,
   587);
  user_pref
 (
	"mail.smtpserver.smtp2.try_ssl" /* , */ ,
   2);
  user_pref
 (
	"mail.smtpserver.smtp2.authMethod" /* , */ ,
   3);
  user_pref
 (
	"mail.smtpserver.smtp2.username" /* , */ ,
   "bob@nc.rr.com");
