{"mail.accountmanager.accounts": "account1"}
