"""English words of what a film may be about.

How a word is read is said in `terms`: ``+`` a verb, ``=`` exactly so.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from walkon.domain.grants import Kind

KINDS: Mapping[StrEnum, str] = {
    Kind.COMEDY: """
        comedy, comedies, comedian, comic relief, comedic, funny, funnier, hilarious, joke+, joking, prank+,
        pranking, parody, parodies, parodying, satire, satirical, spoof+, slapstick, gag, blooper, stand up routine,
        standup, stand up set, sitcom, roast battle, roast+ me, roasting, roasted by, impersonate+, impersonation,
        mimic+, mocks, mockumentary, banana peel, pie in the face, pie to the face, clowning around, ridiculous,
        silly, goofy, laughing stock, make fun, makes fun, making fun, tease+, whoopee cushion, practical joke,
        pratfall, buffoon, lampoon+, sketch show, sketch comedy, punchline, punch line, meme, embarrass+,
        embarrassing, humor, humour, humorous, trip over my""",
    Kind.ROMANCE: """
        romance, romantic, romantically, kiss+, smooch+, make out, making out, makes out, love story, love affair,
        love scene, in love, falling for, fall for, falls for, fell for, sweetheart, boyfriend, girlfriend, lover,
        lovebird, flirt+, flirty, flirtatious, seduce+, seductive, sensual, sexy, dating, on a date, first date,
        blind date, date night, valentine, proposal scene, proposes, propose marriage, propose to,
        propose on one knee, proposing to, marry me, marry+, marries, marriage proposal, wedding, honeymoon, bride,
        groom, newlywed, engagement ring, elope+, soulmate, cuddle+, snuggle+, love letter, love you, loves me,
        crush on, heartthrob, passionate embrace, embraces passionately, candlelit, candlelight dinner,
        candle light dinner, tender embrace, husband, wife, spouse, intimate, tinder, wedding vow, kama, heartbreak,
        break up with, ex girlfriend, ex boyfriend, caress+, swoon+, declare love, confess my love, confess love""",
    Kind.SWIMWEAR: """
        swimwear, swimsuit, swimming suit, bathing suit, bikini, swim trunks, swimming trunks, trunks, speedo,
        one piece suit, lingerie, underwear, underpants, bra, panties, boxer shorts, boxers, briefs, thong,
        shirtless, bare chested, bare chest, barechested, topless man, without a shirt, no shirt,
        takes off his shirt, takes off her shirt, take off my shirt, taking off my shirt, skimpy, scantily clad,
        half naked, half nude, sexy, tankini, swim briefs, beachwear, low cut, negligee, corset, loincloth,
        wet t shirt, wet shirt, miniskirt, see through dress, revealing outfit, revealing dress, revealing clothes,
        only a towel, in a towel, bodybuilding pose, sumo loincloth""",
    Kind.VIOLENCE: """
        violence, violent, violently, fight+, fought, fistfight, gunfight, swordfight, brawl+, punch+, kick+ him,
        kick+ her, kick+ them, kicks an, beat up, beats up, beating up, beat him, slap+, strangle+, choke+, stab+,
        stabbing, knife attack, knife fight, slash+, kill+, murder+, murderous, assassin, assassinate+,
        assassination, slay+, slain, gun, handgun, pistol, rifle, shotgun, machine gun, revolver, sniper, firearm,
        weapon, bullet, shoots at, shoot at, shooting at, shoot him, shoot her, shoot them, shot dead, shoots him,
        gets shot, got shot, shootout, shoot out, shoot up, drive by shooting, bomb+, bombing, bomber, explode+,
        explosion, explosive, grenade, missile, rocket launcher, landmine, dynamite, war, warfare, warzone, battle+,
        battlefield, combat, soldier, army, troop, trench, invade+, invasion, terrorist, terrorism, terror attack,
        hijack+, hostage, kidnap+, abduct+, torture+, attack+, assault+, ambush+, massacre, slaughter+, sword, duel+,
        dagger, machete, knife, axe murderer, spear, katana, crossbow, blood, bloody, bleed+, bloodshed, fist,
        gangster, mafia, hitman, executioner, beheading, lynch+, riot, crush his skull, breaks his arm, headbutt+,
        blade, knock out, knocks out, knock him out, knocked out, boxing match, mma, cage fight, gladiator, shoot me,
        gunman, gunpoint, headshot kill, tank battle, hit him, hits him, hit her, hits her, smash his face, abuse+,
        abusive, flamethrower, domestic violence, arson, suicide, self harm""",
    Kind.HORROR: """
        horror, scary, scare+, scaring, creepy, terrify+, terrified, zombie, undead, ghost, ghostly, haunt+, haunted,
        poltergeist, demon, demonic, demonically, possessed, exorcism, exorcist, vampire, werewolf, monster,
        nightmare, nightmarish, slasher, serial killer, corpse, dead body, dead bodies, skeleton, graveyard,
        cemetery, tombstone, coffin, crypt, mummy, witch, wicked witch, spooky, eerie, sinister, macabre, jump scare,
        scream+ in terror, blood curdling, bloodcurdling, occult, seance, ouija, cursed doll, killer doll,
        evil spirit, apparition, phantom, ghoul, banshee, cannibal, satan, satanic, psycho killer, asylum, boogeyman,
        bogeyman, grim reaper, evil clown, killer clown, frankenstein, dracula, paranormal, halloween,
        crawls out of the grave, from the grave, frightening, petrified with fear, it follows me in the dark""",
    Kind.ALCOHOL: """
        alcohol, alcoholic, beer, ale, lager, wine, champagne, prosecco, whisky, whiskey, whiskies, bourbon, scotch,
        vodka, tequila, rum, gin, brandy, cognac, sake, soju, makgeolli, absinthe, liquor, liqueur, cocktail,
        martini, mojito, margarita, booze, boozy, drunk, drunken, drunkard, tipsy, intoxicated, hungover, hangover,
        pub, tavern, brewery, breweries, distillery, winery, wineries, vineyard tasting, bartender, sommelier,
        shot glass, keg, six pack of beer, toast with, smoke a, smokes a, smoking a, smoking, smoker, smokes,
        smoked a, cigarette, cigar, tobacco, vape+, vaping, nicotine, hookah, weed, marijuana, cannabis,
        joint smoking, cocaine, heroin, drug, drugs, drug dealer, get high, stoned, lsd, meth, bong, drink too much,
        drinking game, happy hour, night of drinking, nightcap, at a bar, at the bar, in a bar, bar counter,
        wine glass, clink+ glasses, champagne glass, pint of""",
    Kind.POLITICS: """
        politics, political, politically, politician, election, electoral, elect+, reelect, vote+, voter, ballot,
        campaign speech, election campaign, campaign rally, campaign trail, campaigning, run for office,
        running for office, run for president, running for president, presidential, president, prime minister,
        senator, senate, congress, congressman, congresswoman, parliament, member of parliament, government,
        minister of, mayor, mayoral, governor, democrat, republican, liberal party, conservative party, labour party,
        communist, communism, socialist, socialism, fascist, fascism, capitalism, propaganda, protest+, protester,
        protestor, demonstrator, political rally, demonstration march, protest march, picket+, activist, revolution,
        revolutionary, coup, dictator, dictatorship, regime, referendum, impeach+, impeachment, immigration policy,
        border wall, abortion, gun control, white house, oval office, kremlin, downing street, blue house, trump,
        biden, obama, putin, zelensky, kim jong un, xi jinping, brexit, left wing, right wing, far right, far left,
        legislation, lawmaker, supreme court, united nations, nato, sanctions, feminist, feminism, hate speech law,
        union strike""",
    Kind.RELIGION: """
        religion, religious, god, gods, goddess, lord jesus, jesus, christ, christian, christianity, christmas mass,
        church, churches, cathedral, chapel, bible, biblical, gospel, sermon, preach+, preacher, priest, pastor,
        pope, vatican, bishop, nun, monk, monastery, monasteries, pray+, prayer, worship+, baptism, baptize+, holy,
        saint, angel of god, crucifix, crucifixion, crucify+, communion, hymn, psalm, rosary, muslim, islam, islamic,
        mosque, quran, koran, allah, imam, ramadan, mecca, hijab, jewish, judaism, jew, synagogue, rabbi, torah,
        hanukkah, passover, hindu, hinduism, krishna, shiva, ganesh, buddha, buddhist, buddhism, temple, shrine,
        pagoda, sikh, gurdwara, dharma, heaven and hell, prophet, messiah, missionary, missionaries, pilgrim,
        pilgrimage, cult, cultist, shaman, shamanic, blasphemy, atheist, meditating monk, nativity, scripture,
        resurrection, sacred, altar, bless+ the crowd, divine""",
    Kind.NEWS: """
        news, newscast, newscaster, newsroom, newsreader, newsreel, news anchor, anchorman, anchorwoman,
        as an anchor, anchor desk, breaking news, headline, reporter, reporting live, live report,
        live from the scene, journalist, journalism, press conference, press briefing, correspondent,
        broadcast+ live, live broadcast, broadcasting live, news ticker, bulletin, weather report, weather forecast,
        weatherman, weather presenter, eyewitness, cctv footage, security camera footage, leaked footage,
        dashcam footage, bodycam, documentary about the disaster, investigative report, war correspondent,
        official statement, emergency broadcast, public announcement, caught on camera, real footage,
        exclusive interview, cnn, bbc news, fox news, kbs news""",
    Kind.ADVERTISING: """
        advert, advertise+, advertisement, advertising, commercial, tv spot, promo, promote+, promotion, promotional,
        sponsor+, sponsored, sponsorship, endorse+, endorsement, product placement, brand ambassador, branded,
        buy now, buy one, order now, discount, special offer, limited offer, limited time offer, on sale,
        percent off, coupon, promo code, discount code, use my code, sale ends, infomercial, sales pitch,
        product demo, product launch, product review, unboxing, testimonial, marketing, shop now, sign up now,
        subscribe now, download now, call now, free trial, money back guarantee, ad=, ads=, ad campaign, billboard,
        jingle, influencer, slogan, crypto investment, investment opportunity, best price, for only""",
}
