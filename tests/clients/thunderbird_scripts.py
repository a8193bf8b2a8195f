# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests have Thunderbird do by itself: JavaScript with the program's own rights, that may
await, and finds its arguments in args."""

SETUP = '''
const [authority, logins] = args;
Cc["@mozilla.org/security/x509certdb;1"].getService(Ci.nsIX509CertDB)
  .addCertFromBase64(authority, "C,,");
const Login = Components.Constructor("@mozilla.org/login-manager/loginInfo;1", Ci.nsILoginInfo,
                                     "init");
// What was typed anew is forgotten: one list serves twice. Version 140 does it without a promise.
for (const login of await Services.logins.getAllLogins())
  if ("removeLoginAsync" in Services.logins)
    await Services.logins.removeLoginAsync(login);
  else
    Services.logins.removeLogin(login);
for (const [origin, username, password] of logins)
  await Services.logins.addLoginAsync(new Login(origin, null, origin, username, password, "", ""));
'''

# Version 140 calls it "hostName", 153 "hostname".
HOST = '''
function hostProperty(incoming) {
  return "hostName" in incoming ? "hostName" : "hostname";
}
'''

LIST = HOST + '''
const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
function pick(object, ...names) {
  return Object.fromEntries(names.map(name => {
    if (!(name in object))
      throw new Error(`This version has no "${name}" in ${object}`);
    return [name, object[name]];
  }));
}
function server(incoming) {
  const found = pick(incoming, "key", "type", "port", "username", "socketType",
                     "authMethod", "prettyName", "loginAtStartUp", "doBiff");
  found.hostname = incoming[hostProperty(incoming)];
  if (incoming.type == "pop3")
    Object.assign(found, pick(incoming.QueryInterface(Ci.nsIPop3IncomingServer),
      "leaveMessagesOnServer", "deleteByAgeFromServer", "numDaysToLeaveOnServer",
      "deleteMailLeftOnServer"));
  if (incoming.type == "imap")
    Object.assign(found, pick(incoming.QueryInterface(Ci.nsIImapIncomingServer),
      "trashFolderName", "serverDirectory"));
  found.folder = incoming.localPath.leafName;
  found.filters = filters(incoming);
  return found;
}
function filters(incoming) {
  const list = incoming.getFilterList(null);
  return Array.from({ length: list.filterCount }, (_, i) => {
    const filter = list.getFilterAt(i);
    const action = filter.getActionAt(0);
    return [filter.filterName, filter.enabled, action.targetFolderUri];
  });
}
return {
  accounts: MailServices.accounts.accounts.map(a => ({
    key: a.key, server: server(a.incomingServer),
    identities: a.identities.map(i => pick(i, "key", "fullName", "email", "replyTo", "organization",
      "smtpServerKey", "fccFolderURI", "draftsFolderURI", "fccFolderPickerMode",
      "draftsFolderPickerMode", "valid")) })),
  outgoing: MailServices.outgoingServer.servers.map(s => ({
    ...pick(s, "key", "type", "username", "socketType", "authMethod", "description"),
    hostname: s.serverURI.host, port: s.QueryInterface(Ci.nsISmtpServer).port })),
  default: MailServices.accounts.defaultAccount.key,
  defaultOutgoing: MailServices.outgoingServer.defaultServer.key,
};
'''

# The program's own test of each outgoing server.
VERIFY = '''
const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
for (const server of MailServices.outgoingServer.servers)
  server.verifyLogon({ OnStartRunningUrl() {}, OnStopRunningUrl() {} }, null);
'''

AUTOCONFIG = '''
const [text, name, address, create] = args;
const folder = "resource:///modules/accountcreation/";
const { readFromXML } = ChromeUtils.importESModule(folder + "readFromXML.sys.mjs");
const { AccountConfig } = ChromeUtils.importESModule(folder + "AccountConfig.sys.mjs");
const { CreateInBackend } = ChromeUtils.importESModule(folder + "CreateInBackend.sys.mjs");
const { JXON } = ChromeUtils.importESModule("resource:///modules/JXON.sys.mjs");
const config = readFromXML(JXON.build(new DOMParser().parseFromString(text, "text/xml")), "file");
AccountConfig.replaceVariables(config, name, address);
if (create)
  await CreateInBackend.createAccountInBackend(config);
'''

# An account as someone typed it years ago, and an outgoing server that is left over and chosen for
# all that have none; a folder, a message there and in the inbox of POP3, and
# filters that point to folders.
FURNISH = '''
const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
const bob = MailServices.accounts.getAccount(args[0]).incomingServer;
function subfolder(server, name) {
  return server.rootFolder.QueryInterface(Ci.nsIMsgLocalMailFolder).createLocalSubfolder(name);
}
function add(folder) {
  folder.QueryInterface(Ci.nsIMsgLocalMailFolder).addMessage(
    "From - Mon Jan  1 00:00:00 2024\\nFrom: lee@example.org\\nSubject: kept\\n\\nkept\\n");
}
function filter(server, name, target) {
  const list = server.getFilterList(null);
  const filter = list.createFilter(name);
  const term = filter.createTerm();
  term.attrib = Ci.nsMsgSearchAttrib.Subject;
  term.op = Ci.nsMsgSearchOp.Contains;
  const value = term.value;
  value.attrib = term.attrib;
  value.str = "bill";
  term.value = value;
  filter.appendTerm(term);
  const action = filter.createAction();
  action.type = Ci.nsMsgFilterAction.MoveToFolder;
  action.targetFolderUri = target;
  filter.appendAction(action);
  filter.enabled = true;
  list.insertFilterAt(0, filter);
  list.saveToDefaultFile();
}
add(subfolder(MailServices.accounts.localFoldersServer, "Keep"));
add(bob.rootFolder.getFolderWithFlags(Ci.nsMsgFolderFlags.Inbox));
filter(bob, "Bills", subfolder(bob, "Bills").URI);

const account = MailServices.accounts.createAccount();
const server = MailServices.accounts.createIncomingServer("old@nc.rr.com", "imap-server.nc.rr.com",
                                                          "imap");
Object.assign(server, { port: 993, socketType: Ci.nsMsgSocketType.SSL,
                        authMethod: Ci.nsMsgAuthMethod.passwordCleartext, loginAtStartUp: true });
const outgoing = MailServices.outgoingServer.createServer("smtp").QueryInterface(Ci.nsISmtpServer);
Object.assign(outgoing, { hostname: "smtp-server.nc.rr.com", port: 587, username: "old@nc.rr.com",
                          socketType: Ci.nsMsgSocketType.alwaysSTARTTLS,
                          authMethod: Ci.nsMsgAuthMethod.passwordCleartext });
const identity = MailServices.accounts.createIdentity();
Object.assign(identity, { email: "old@nc.rr.com", fullName: "Old", smtpServerKey: outgoing.key,
                          fccFolderURI: server.serverURI + "/Sent%20Items",
                          fccFolderPickerMode: "1", valid: true });
account.addIdentity(identity);
account.incomingServer = server;
filter(server, "Work", server.serverURI + "/Work");

const left = MailServices.outgoingServer.createServer("smtp").QueryInterface(Ci.nsISmtpServer);
Object.assign(left, { hostname: "smtp-server.nc.rr.com", port: 25, username: "left@nc.rr.com" });
MailServices.outgoingServer.defaultServer = left;
'''

# What people do to their settings, by the program itself.
BREAK = HOST + '''
const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
const [ann, bob, kim, pam] = args.map(key => MailServices.accounts.getAccount(key));
function outgoing(account) {
  return MailServices.outgoingServer.getServerByKey(account.defaultIdentity.smtpServerKey)
    .QueryInterface(Ci.nsISmtpServer);
}
ann.incomingServer.socketType = Ci.nsMsgSocketType.alwaysSTARTTLS;
ann.incomingServer.authMethod = Ci.nsMsgAuthMethod.NTLM;
bob.incomingServer[hostProperty(bob.incomingServer)] = "pop-server.nc.rr.com";
bob.incomingServer.socketType = Ci.nsMsgSocketType.plain;
bob.incomingServer.port = 110;
outgoing(bob).authMethod = Ci.nsMsgAuthMethod.none;
kim.incomingServer.username = "kim";
outgoing(kim).username = "kim";
outgoing(kim).socketType = Ci.nsMsgSocketType.plain;
outgoing(kim).port = 25;
pam.defaultIdentity.smtpServerKey = ann.defaultIdentity.smtpServerKey;
'''

COUNT = '''
const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
const bob = MailServices.accounts.getAccount(args[0]).incomingServer;
const local = MailServices.accounts.localFoldersServer.rootFolder.getChildNamed("Keep");
const found = [];
for (const folder of [local, bob.rootFolder.getFolderWithFlags(Ci.nsMsgFolderFlags.Inbox)])
  for (const message of folder.messages)
    found.push([folder.name, message.mime2DecodedSubject]);
return [found, bob.rootFolder.subFolders.map(f => f.name)];
'''
