"""The command line. Words: `walkon cameo | challenge | plan | make | check | doctor`."""
