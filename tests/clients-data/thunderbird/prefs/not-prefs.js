<html><body>user_pref</body></html>
