user_pref("a.b", 1);
user_pref("c.d", "e");
