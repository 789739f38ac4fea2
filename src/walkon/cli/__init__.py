"""The command line. Words: `walkon demo | cameo | challenge | plan | make | check | doctor`."""
