"""English words of what a film may be about, of what Walkon never makes, and of what only looks like either.

How a word is read is said in `terms`: ``+`` a verb, ``=`` exactly so. The lists hold insults because they are looked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from walkon.domain.bars import Bar
from walkon.domain.grants import Kind
from walkon.domain.screening_groups import Group

KINDS: Mapping[StrEnum, str] = {
    Kind.COMEDY: """
        comedy, comedies, comedian, comic relief, comedic, funny, funnier, hilarious, joke+, joking, prank+, pranking,
        parody, parodies, parodying, satire, satirical, spoof+, slapstick, gag, blooper, stand up routine, standup, stand up set,
        sitcom, roast battle, roast+ me, roasting, roasted by, impersonate+, impersonation, mimic+, mocks, mockumentary,
        banana peel, pie in the face, pie to the face, clown+, ridiculous, silly, goofy, laughing stock, make fun,
        makes fun, making fun, tease+, whoopee cushion, practical joke, pratfall, buffoon, lampoon+, sketch show, sketch comedy,
        punchline, punch line, meme, embarrass+, embarrassing, humor, humour, humorous, trip over my""",
    Kind.ROMANCE: """
        romance, romantic, romantically, kiss+, smooch+, make out, making out, makes out, love story, love affair, love scene,
        in love, falling for, fall for, falls for, fell for, sweetheart, boyfriend, girlfriend, lover, lovebird, flirt+, flirty,
        flirtatious, seduce+, seductive, sensual, sexy, dating, on a date, first date, blind date, date night,
        valentine, proposal scene, proposes, propose marriage, propose to, propose on one knee, proposing to, marry me, marry+,
        marries, marriage proposal, wedding, honeymoon, bride, groom, newlywed, engagement ring, elope+, soulmate,
        cuddle+, snuggle+, love letter, love you, loves me, crush on, heartthrob, passionate embrace, embraces passionately,
        candlelit, candlelight dinner, candle light dinner, tender embrace, husband, wife, spouse, intimate, tinder, wedding vow,
        kama, heartbreak, break up with, ex girlfriend, ex boyfriend, caress+, swoon+, declare love, confess my love, confess love""",
    Kind.SWIMWEAR: """
        swimwear, swimsuit, swimming suit, bathing suit, bikini, swim trunks, swimming trunks, trunks, speedo, one piece suit,
        lingerie, underwear, underpants, bra, panties, boxer shorts, boxers, briefs, thong, shirtless, bare chested, bare chest,
        barechested, topless man, without a shirt, no shirt, takes off his shirt, takes off her shirt, take off my shirt,
        taking off my shirt, skimpy, scantily clad, half naked, half nude, sexy, tankini, swim briefs, beachwear, low cut,
        negligee, corset, loincloth, wet t shirt, wet shirt, miniskirt, see through dress, revealing outfit, revealing dress,
        revealing clothes, only a towel, in a towel, bodybuilding pose, sumo loincloth""",
    Kind.VIOLENCE: """
        violence, violent, violently, fight+, fought, fistfight, gunfight, swordfight, brawl+, punch+, kick+ him, kick+ her,
        kick+ them, kicks an, beat up, beats up, beating up, beat him, slap+, strangle+, choke+, stab+, stabbing, knife attack,
        knife fight, slash+, kill+, murder+, murderous, assassin, assassinate+, assassination, slay+, slain, gun, handgun,
        pistol, rifle, shotgun, machine gun, revolver, sniper, firearm, weapon, bullet, shoots at, shoot at, shooting at,
        shoot him, shoot her, shoot them, shot dead, shoots him, gets shot, got shot, shootout, shoot out, shoot up, drive by shooting,
        bomb+, bombing, bomber, explode+, explosion, explosive, grenade, missile, rocket launcher, landmine, dynamite,
        war, warfare, warzone, battle+, battlefield, combat, soldier, army, troop, trench, invade+, invasion, terrorist, terrorism,
        terror attack, hijack+, hostage, kidnap+, abduct+, torture+, attack+, assault+, ambush+, massacre, slaughter+,
        sword, duel+, dagger, machete, knife, axe murderer, spear, katana, crossbow, blood, bloody, bleed+, bloodshed, fist,
        gangster, mafia, hitman, executioner, beheading, lynch+, riot, crush his skull, breaks his arm, headbutt+, blade,
        knock out, knocks out, knock him out, knocked out, boxing match, mma, cage fight, gladiator, shoot me, gunman, gunpoint,
        headshot kill, tank battle, hit him, hits him, hit her, hits her, smash his face, abuse+, abusive, flamethrower,
        domestic violence, arson, suicide, self harm""",
    Kind.HORROR: """
        horror, scary, scare+, scaring, creepy, terrify+, terrified, zombie, undead, ghost, ghostly, haunt+, haunted, poltergeist,
        demon, demonic, demonically, possessed, exorcism, exorcist, vampire, werewolf, monster, nightmare, nightmarish, slasher,
        serial killer, corpse, dead body, dead bodies, skeleton, graveyard, cemetery, tombstone, coffin, crypt, mummy, witch,
        wicked witch, spooky, eerie, sinister, macabre, jump scare, scream+ in terror, blood curdling, bloodcurdling, occult,
        seance, ouija, cursed doll, killer doll, evil spirit, apparition, phantom, ghoul, banshee, cannibal, satan, satanic,
        psycho killer, asylum, boogeyman, bogeyman, grim reaper, evil clown, killer clown, frankenstein, dracula, paranormal,
        halloween, crawls out of the grave, from the grave, frightening, petrified with fear, it follows me in the dark""",
    Kind.ALCOHOL: """
        alcohol, alcoholic, beer, ale, lager, wine, champagne, prosecco, whisky, whiskey, whiskies, bourbon, scotch, vodka,
        tequila, rum, gin, brandy, cognac, sake, soju, makgeolli, absinthe, liquor, liqueur, cocktail, martini, mojito, margarita,
        booze, boozy, drunk, drunken, drunkard, tipsy, intoxicated, hungover, hangover, pub, tavern, brewery, breweries,
        distillery, winery, wineries, vineyard tasting, bartender, sommelier, shot glass, keg, six pack of beer, toast with,
        smoke a, smokes a, smoking a, smoking, smoker, smokes, smoked a, cigarette, cigar, tobacco, vape+, vaping, nicotine, hookah,
        weed, marijuana, cannabis, joint smoking, cocaine, heroin, drug, drugs, drug dealer, get high, stoned, lsd, meth, bong,
        drink too much, drinking game, happy hour, night of drinking, nightcap, at a bar, at the bar, in a bar, bar counter, wine glass,
        clink+ glasses, champagne glass, pint of""",
    Kind.POLITICS: """
        politics, political, politically, politician, election, electoral, elect+, reelect, vote+, voter, ballot, campaign speech,
        election campaign, campaign rally, campaign trail, campaigning, run for office, running for office, run for president,
        running for president, presidential, president, prime minister, senator, senate, congress, congressman, congresswoman,
        parliament, member of parliament, government, minister of, mayor, mayoral, governor, democrat, republican, liberal party,
        conservative party, labour party, communist, communism, socialist, socialism, fascist, fascism, capitalism, propaganda,
        protest+, protester, protestor, demonstrator, political rally, demonstration march, protest march, picket+, activist,
        revolution, revolutionary, coup, dictator, dictatorship, regime, referendum, impeach+, impeachment, immigration policy,
        border wall, abortion, gun control, white house, oval office, kremlin, downing street, blue house, trump, biden, obama,
        putin, zelensky, kim jong un, xi jinping, brexit, left wing, right wing, far right, far left, legislation, lawmaker,
        supreme court, united nations, nato, sanctions, feminist, feminism, hate speech law, union strike""",
    Kind.RELIGION: """
        religion, religious, god, gods, goddess, lord jesus, jesus, christ, christian, christianity, christmas mass, church,
        churches, cathedral, chapel, bible, biblical, gospel, sermon, preach+, preacher, priest, pastor, pope, vatican, bishop,
        nun, monk, monastery, monasteries, pray+, prayer, worship+, baptism, baptize+, holy, saint, angel of god, crucifix,
        crucifixion, crucify+, communion, hymn, psalm, rosary, muslim, islam, islamic, mosque, quran, koran, allah, imam,
        ramadan, mecca, hijab, jewish, judaism, jew, synagogue, rabbi, torah, hanukkah, passover, hindu, hinduism, krishna,
        shiva, ganesh, buddha, buddhist, buddhism, temple, shrine, pagoda, sikh, gurdwara, dharma, heaven and hell, prophet,
        messiah, missionary, missionaries, pilgrim, pilgrimage, cult, cultist, shaman, shamanic, blasphemy, atheist, meditating monk,
        nativity, scripture, resurrection, sacred, altar, bless+ the crowd, divine""",
    Kind.NEWS: """
        news, newscast, newscaster, newsroom, newsreader, newsreel, news anchor, anchorman, anchorwoman, as an anchor, anchor desk,
        breaking news, headline, reporter, reporting live, live report, live from the scene, journalist, journalism, press
        conference, press briefing, correspondent, broadcast+ live, live broadcast, broadcasting live, news ticker, bulletin,
        weather report, weather forecast, weatherman, weather presenter, eyewitness, cctv footage, security camera footage,
        leaked footage, dashcam footage, bodycam, documentary about the disaster, investigative report, war correspondent,
        official statement, emergency broadcast, public announcement, caught on camera, real footage, exclusive interview,
        cnn, bbc news, fox news, kbs news""",
    Kind.ADVERTISING: """
        advert, advertise+, advertisement, advertising, commercial, tv spot, promo, promote+, promotion, promotional, sponsor+,
        sponsored, sponsorship, endorse+, endorsement, product placement, brand ambassador, branded, buy now, buy one, order now,
        discount, special offer, limited offer, limited time offer, on sale, percent off, coupon, promo code, discount code,
        use my code, sale ends, infomercial, sales pitch, product demo, product launch, product review, unboxing, testimonial,
        marketing, shop now, sign up now, subscribe now, download now, call now, free trial, money back guarantee, ad=, ads=,
        ad campaign, billboard, jingle, influencer, slogan, crypto investment, investment opportunity, best price, for only""",
}

BARS: Mapping[StrEnum, str] = {
    Bar.SEXUAL: """
        sex, sexual, sexually, sexual intercourse, intercourse, porn, porno, pornographic, pornography, pornstar, nude, nudes,
        nudity, naked, nakedness, erotic, erotica, erotically, nsfw, x rated, xxx, xrated, orgasm, orgasmic, masturbate+,
        masturbation, genital, genitalia, penis, penises, vagina, dildo, vibrator, blowjob, blow job, handjob, hand job, cunt, pussy,
        dick, cock, cum=, cumshot, tits, titties, boobs, boobies, nipple, striptease, strip tease, stripper, strips naked,
        pole dance in lingerie, lap dance, topless, bottomless, undress+, undressing, take off my clothes, take off her clothes,
        take off his clothes, takes off her clothes, takes off his clothes, taking off her clothes, taking off my clothes,
        takes off all, strip off, no clothes, without clothes, wearing nothing, wear nothing, hentai, fetish, bdsm, bondage,
        dominatrix, orgy, orgies, threesome, foursome, make love, makes love, making love, made love, hooker, prostitute,
        prostitution, escort service, brothel, onlyfans, camgirl, horny, aroused, arousal, foreplay, moaning in bed, fuck me,
        fucking me, fuck him, fuck her, fuck them, fucks me, fucks him, fucks her, fucking him, fucking her, milf, upskirt,
        deepthroat, anal, jerk off, jerking off, wank+, incest, bare breasts, bare breasted, bare ass, bare butt, spread her legs,
        in bed together naked, sleeps with me, sleep with me, doggy style, kamasutra, kama sutra, r18, adult film, adult video,
        gangbang, creampie, twerk naked""",
    Bar.GORE: """
        gore, gory, goriest, guts spill+, guts spilling, guts everywhere, entrails, intestines, disembowel+, eviscerate+, behead+,
        beheaded, decapitate+, decapitation, decapitated, severed, dismember+, dismembered, dismemberment, mutilate+,
        mutilation, mutilated, gouge+ out, gouging, eyeballs popping, flay+, flaying, skinned alive, skin him alive, impale+,
        impaled, blood spurt+, blood spurting, blood splatter, blood soaked, blood spray+, blood gushing, pool of blood,
        blood everywhere, covered in blood, drenched in blood, brains splatter, splattered brains, brain matter, open wound,
        rotting flesh, eats human flesh, eating human flesh, torn apart, tear him apart, rips out his heart, ripped out heart,
        rip out heart, chop off, chops off, chopped off head, cut off his, cut off her, cuts off his, head is cut off,
        head cut off, crushed skull, exploding head, snuff film, snuff movie, chainsaw massacre, bloodbath, cut into pieces,
        hacked to pieces, ripped to pieces, charred body, charred bodies, burned alive, burn him alive""",
    Bar.HATE: """
        heil hitler, sieg heil, nazi salute, hitler salute, white power, white supremacy, white supremacist, ku klux klan, kkk,
        gas the, race war, racial slur, racist speech, racist joke, racist rant, blackface, ethnic cleansing, holocaust denial,
        holocaust never happened, master race, nigger, nigga, faggot, kike, chink, gook, spic=, wetback, raghead, towelhead,
        sandnigger, tranny, trannies, beaner, paki=, subhuman race, homophobic, islamophobic, antisemitic, anti semitic,
        xenophobic, misogynist rant, misogynistic, go back to your country, genocide is good, hitler was right, hail hitler""",
    Bar.SELF_HARM: """
        kill yourself, killing yourself, kill themselves, kill myself, kills myself, killing myself, kill himself, kills himself,
        kill herself, kills herself, kys, suicide, suicidal, self harm, self harming, selfharm, cut myself, cuts myself,
        cutting myself, cut yourself with, slit my wrists, slit your wrists, slit her wrists, slit wrists, slitting wrists, hang myself,
        hang yourself, hangs himself, hangs herself, hanging myself, end my life, ends my life, ending my life, end your life,
        end it all, take my own life, takes my own life, takes his own life, takes her own life, taking my own life,
        overdose+, jump off the bridge to die, jumps off a bridge to die, starve myself, starving myself, pro ana, proana, thinspo,
        go die, drink bleach, better off dead, hurt yourself, hurts himself on purpose""",
    Bar.FRAUD: """
        phishing, voice phishing, scam call, scam video, scam people, scam+ my, scamming, scam+ grandma, fake police, fake bank call,
        fake irs, fake kidnapping, fake ransom, ransom, grandparent scam, romance scam, advance fee, money mule, identity theft,
        steal+ their password, fake giveaway, double your bitcoin, send me bitcoin, send bitcoin, guaranteed returns,
        guaranteed profit, ponzi scheme, pyramid scheme, fake id, counterfeit money, impersonate a police, impersonating a police,
        fake court order, fake arrest warrant""",
    Bar.WEAPONS: """
        bomb recipe, bomb tutorial, bomb making, bombmaking, make a bomb, makes a bomb, making a bomb, build a bomb, builds a bomb,
        building a bomb, make explosives, making explosives, 3d print a gun, 3d printed gun, ghost gun, build a gun, make a gun,
        making a gun, building a gun, homemade explosive, homemade bomb, homemade gun, pipe bomb instructions,
        make napalm, make ricin, make sarin, nerve gas synthesis, dirty bomb, make a silencer, build a silencer,
        make a molotov, making a molotov, ied instructions, gunpowder recipe, make poison gas, make thermite""",
    Bar.HUMILIATION: """
        humiliate+, humiliation, humiliating, degrade+, degrading, bully+, bullies, bullied, bullying, harass+, harassment,
        blackmail+, extort+, stalk+, stalker, threaten+, revenge porn, ruin her reputation, ruin his reputation, ruin their
        reputation, beg on his knees, beg on her knees, begs on his knees, begs on her knees, begging on his knees, lick my
        boots, licks my boots, lick my shoes, kiss my feet, kisses my feet, worthless, pathetic loser, stupid loser, ugly loser, fat pig, fat
        cow, ugly pig, fuck you, bitch, whore, slut, slutty, skank, retard, retarded, moron, imbecile, spit on him, spit on her,
        spits on him, spits on her, spitting on, pee on, pees on, piss on, pisses on, poop on, pooping on, shit on, wet
        himself in front, wets himself, wet herself, shame her publicly, public shaming, slander+, defame+, defamation, body
        shaming, body shame, fat shaming, doxx+, doxxing, hate comments about, look pathetic, like a dog on a leash, on a leash crawling,
        nobody likes you, everyone hates you, everybody hates you, disgusting freak""",
}

GROUPS: Mapping[StrEnum, str] = {
    Group.CLOSE: """
        hold+ hands, holding hands, hold her hand, hold his hand, gaze into each, gazes into each, gazing into each,
        gaze into my eyes, gazes into my eyes, slow dance, slow dancing, couple, hug tightly, embrace+, hugging tightly, share a bed,
        in bed together, share an umbrella, lean on his shoulder, lean on her shoulder, whispers in my ear, just the two of us""",
    Group.CHILD: """
        child, children, kid, kids, schoolgirl, schoolboy, school girl, school boy, underage, under age, minor=, minors=, teen,
        teenage, teenager, preteen, little girl, little boy, baby, toddler, loli, shota, jailbait, high school student,
        middle school student, young girl, young boy""",
    Group.CALLER: """
        police, policeman, policewoman, officer, cop, detective calling, fbi, prosecutor, prosecution, tax office, irs, tax
        authority, customs office, bank, bank employee, bank teller, bank manager, court clerk, judge calling, tech support,
        microsoft support, customer support, customer service, loan officer, insurance agent, embassy, immigration office,
        social security, government agent, official calling, delivery company, prince, celebrity doctor, lawyer calling,
        i am your son, i am your daughter, i am your grandson, mom its me, grandma its me, lottery, ceo calling, your boss calling""",
    Group.DEMAND: """
        send money, send me money, send the money, send your money, send us money, sending money, sends money, transfer your,
        transfer the money, transfer money, transfer her savings, transfer his savings, transfer savings, transfer all,
        wire money, wire the money, wire me, wire transfer, ask for money, asks for money, asking for money, ask for cash,
        demand money, demands money, demanding money, demand a payment, demands payment, pay a fine by, pay immediately, pay the
        fee, pay a fee, gift card, gift cards, account number, bank details, card number, credit card details, pin, pin code, password,
        one time code, verification code, security code, social security number, your savings, her savings, his savings, safe
        account, pay in bitcoin, pay in cash now, hand over your cash, hand over the cash, remote access, install this app, claim your prize""",
    Group.RECIPE: """
        how to make, how to build, how to assemble, how to construct, how to create, how to produce, how i build, how i make,
        instruction, instructions, step by step, tutorial, recipe, teach+ how, teaches viewers, explain how, explains how,
        explaining how, show how to, shows how to, guide to making, guide to building, blueprint, diy, ingredients for, synthesize+,
        assembling, homemade, 3d print+, 3d printing""",
    Group.WEAPON: """
        bomb, pipe bomb, explosive, explosives, grenade, gun, firearm, rifle, pistol, silencer, molotov, molotov cocktail, napalm,
        ricin, sarin, nerve agent, nerve gas, poison gas, mustard gas, chemical weapon, bioweapon, biological weapon, landmine,
        detonator, ammunition, gunpowder, dynamite, thermite, weapon, nail bomb, ied=, missile, anthrax""",
    Group.PEOPLE: """
        jew, jews, jewish people, muslim, muslims, christians, hindus, sikhs, black people, blacks, african, africans, white people,
        asians, asian people, chinese people, chinese, japanese people, koreans, korean people, mexicans, latinos, arabs,
        indians, gypsies, roma people, immigrant, immigrants, migrants, refugees, foreigners, gays, gay people, gay, lesbian,
        lesbians, homosexuals, trans people, transgender people, queers, bisexuals, women, disabled people, the disabled, handicapped, autistic people,
        old people, poor people, homeless people, that race, an inferior race""",
    Group.HATRED: """
        hate=, hates=, i hate, we hate, vermin, cockroaches, parasites, subhuman, subhumans, inferior, exterminate+, eradicate+,
        wipe out, get rid of, should die, must die, deserve to die, should be killed, kill all, deport all, deport them all, out of our
        country, go home, go back, filthy, dirty, disgusting, scum, trash, garbage, are animals, like animals, are stupid, are criminals, are thieves,
        all criminals, are a disease, a plague, not human, are evil, are rapists, belong in the kitchen, shouldnt vote,
        should not vote, should be banned, dont belong, do not belong, ruin our country, destroy our country, stink""",
    Group.OTHERS: """
        each other, girl, boy, woman, man, women, men, girlfriend, boyfriend, wife, husband, lover, stranger, somebody, someone,
        couple, together, us=, we=, her=, him=, them=, partner, friend, people, two, bride, groom, date, crush, anyone, everybody""",
}

HARMLESS = """
    killer smile, killer performance, killer workout, killer deal, killer app, killer whale, killer view, killer outfit,
    killer look, killer heels, killer dance, killer moves, killer riff, killer solo, killer recipe, killer abs, kill time, killing time,
    kills time, kill the lights, kill the engine, kill the music, dressed to kill, killed it, killing it, kills it,
    ladykiller, buzzkill, weed killer, painkiller, killjoy, kill two birds, killed the presentation,
    photo bomb, photobomb, bath bomb, bomb cyclone, sex bomb song, glitter bomb, seed bomb, cherry bomb dessert, bombshell news,
    bombastic, sugar bomb, the bomb diggity, water bomb balloon, water balloon, colour explosion, color explosion,
    explosion of colour, explosion of color, explosion of flavour, explosion of flavor, explosion of confetti, confetti explosion,
    explosive laughter, explosive growth, population explosion,
    fight for my dreams, fights back tears, fighting back tears, fight back tears, pillow fight, snowball fight, water
    fight, food fight, fight fire, fights fire, fighting fire, fighting fires, fire fight, firefight training, fight sleep, fight a cold,
    battle of the bands, dance battle, rap battle, battle of wits, battle against cancer, battles a cold, chess battle,
    duel of guitars, guitar duel, tug of war, star wars, thumb war, price war, post war architecture, cold war kids, war and peace,
    water gun, squirt gun, nerf gun, glue gun, massage gun, paint gun, heat gun, bubble gun, radar gun, t shirt gun, top gun,
    nail gun, staple gun, jump the gun, jumping the gun, gun for first place, son of a gun, guns n roses, sweating bullets,
    bullet train, bullet time, bullet point, bullet points, bullet journal, dodge a bullet, dodged a bullet, bite the bullet, silver bullet,
    punch bowl, fruit punch, hole punch, paper punch, punch card, punch in at, pleased as punch, punch the air, punching the air,
    punches the air, punching bag, punch line, fist bump, fist bumps, fist bumping, fist pump, fist pumps, raised fist in joy, fist of joy,
    slap bass, slap on the back, high five slap, slap some paint, slaps the bass, choke up, choked up, artichoke, choke point,
    stab at, take a stab, slash prices, slashed prices, back slash, axe throwing, knife and fork, butter knife, bread knife,
    palette knife, kitchen knife, cake knife, knife block, swiss army knife, salvation army, army of ants, army of robots, army of ducks, army of penguins,
    toy soldier, tin soldier, soldier on, sword lily, swordfish, shoulder blade, blade of grass, blades of grass, grass blade,
    ice skate blade, skate blade, rotor blade, blade runner, fan blade, roller blade, rollerblade, blade server,
    blood orange, blood moon, blood pressure, blood donation, blood donor, blood test, blood drive, blood type, donate
    blood, donates blood, donating blood, giving blood, hot blooded, bloody mary mix, royal blood line, bloodhound, bloody sunday,
    attack of laughter, heart attack of joy, panic attack, attack the hill, counterattack in chess, attack the climb, attacks the climb,
    heart attack, attacking midfielder, asthma attack, snack attack, monster truck, cookie monster, monsters inc, monster energy,
    loch ness monster toy, zombie apocalypse preparedness book, ghost pepper, ghost town, ghost writer, ghostwriter, ghost note, ghost ship tour,
    witch hazel, sandwich, spirit level, skeleton key, skeleton crew, skeleton bobsled, skeleton race, yummy mummy,
    mummy and daddy, my mummy, mummy bear, scare away birds, scarecrow, scare crow, demon speed, speed demon, angel cake,
    haunting melody, hauntingly beautiful, phantom of the opera, phantom limb, scary good, scary fast, corpse pose, corpse flower,
    dress rehearsal nightmare, logistics nightmare, frankenstein bike, body of work, coffin corner, terrifyingly good,
    shot of espresso, espresso shot, shot of coffee, shot of me, shot from below, shot from above, shot on film, long shot, screenshot,
    take a shot, takes a shot, shot put, jump shot, slap shot, shoot a film, shoot a movie, shoot a video, shoot a scene, shoot hoops,
    shooting hoops, shooting star, shooting stars, shoots hoops, photo shoot, bamboo shoot, shooting range of lenses, shoot the breeze,
    shooting the breeze, troubleshoot, free throw shooting, shoot out of a cannon, shoot up in height, shoot up in price,
    root beer, ginger beer, ginger ale, pale ale yeast colour, rum raisin, apple cider vinegar, wine red, wine coloured, wine colored,
    wine gum, wine vinegar, sake of, pub quiz, cocktail dress, fruit cocktail, shrimp cocktail, cocktail sausage, prawn cocktail,
    cocktail umbrella, mocktail, virgin mojito, virgin colada, alcohol free, non alcoholic, nonalcoholic, dealcoholized,
    alcohol wipe, alcohol gel, rubbing alcohol, drunk on joy, drunk on happiness, punch drunk love story film, punch drunk,
    butterscotch, scotch tape, hop scotch, hopscotch, scotch egg, scotch broth, scotch bonnet, cotton gin, gin rummy, pulling weeds, weed the garden,
    weeds in the garden, garden weeds, weeding, tumbleweed, seaweed, pull weeds, smoking hot soup, smoking jacket, smoked salmon, smoked a salmon, smoked ham,
    smoking volcano, smoking chimney, smoking crater, no smoking sign, high on life, drug store, drugstore, get high marks, get high scores, get high on the swing,
    chocolate bar, bar chart, sushi bar, salad bar, juice bar, coffee bar, milk bar, bar of soap, snack bar, granola bar, monkey bars, parallel bars,
    toast with jam, toast with butter, toast with honey, toast with avocado, toast with cheese, toast with eggs, pint of milk, pint of blueberries,
    pint of strawberries, pint of ice cream, stoned fruit, stoned cherries,
    vote for the best cake, vote for my favourite song, vote for my favorite song, class president, student council president,
    president of the chess club, sand castle governor, speed governor, mayor of casterbridge, elect to stay, revolution of the earth, industrial
    revolution, revolution of the wheel, revolutions per minute, coup de grace dish, protest song festival shirt, democratic
    vote on pizza, party hat, birthday party, party popper, tea party, white house with blue, congress dance, trump card, trumpet, union jack,
    oh my god, omg, thank god, god mother, godmother, godfather, holy cow, holy moly, holy smokes, holy guacamole, saint bernard, st bernard,
    temple run, shirley temple, left temple, right temple, prayer plant, praying mantis, angel hair pasta, snow angel, snow
    angels, cult film, cult movie, cult classic, bible of cooking, fashion bible, church mouse, monkfish, monk fruit, priestley, popeye, pope mobile toy,
    heavenly cake, buddha bowl, divine cake, divine dessert, shrine of sneakers, none, nunchuck, nunavut, missionary ridge,
    good news, great news, bad news, happy news, fun news, headline act, headline the festival, headlines the festival, headlining, newspaper hat,
    newsstand, news stand, newspaper boat, anchor the boat, drop the anchor, good news everyone,
    commercial airliner, commercial plane, commercial kitchen, commercial pilot, promoted to captain, get a promotion, got a promotion, my
    promotion at work, promotion at work, promoted to, job promotion, jingle bells, sponsored walk, mad hatter, market stall, flea market,
    half naked trees, naked eye, naked truth, naked mole rat, naked trees, naked branches, nude lipstick, nude colour, nude color,
    nude tones, nude heels, nude shade, sex education class, same sex, opposite sex, fair sex, sex of the baby, sex and the city, comic strip,
    strip mall, landing strip, film strip, sunset strip, pole vault, pussy cat, pussycat, pussy willow, moby dick, dick tracy, dick van dyke,
    spotted dick, cock a doodle, peacock, cockpit, cockatoo, weathercock, cocktail, cum laude, great tit, blue tit, coal tit,
    bottomless brunch, bottomless coffee, bottomless fries, bottomless pit, analog, canal, analysis, topless tower, undressed salad, bondage of time,
    strip off the wallpaper, strip off paint, strip off the paint, sussex, essex, middlesex, wessex, sextet, sextant, unisex, sexton, asexual plant,
    chink in the armor, chink in the armour, chink in the wall, chink of light, spick and span, flame retardant, fire retardant, gore tex, al gore, gored
    skirt, gouge out a canoe, chop off the carrot, chop off carrot tops, severed ties, severance, chops off the ends, impaled marshmallow, guts to,
    has guts, have the guts, chainsaw carving, chop off the stems, torn apart paper, bread torn apart, torn apart by doubt,
    suicide prevention, suicide squad, suicide squeeze, suicide hotline, suicide awareness, prevent suicide, preventing suicide,
    anti bullying, against bullying, stop bullying, end bullying, bully prevention, bullying prevention, pit bully, bully beef,
    against harassment, stop harassment, stop hate, against hate, no to hate, against racism, stop racism, stop homophobia, stalk of celery, celery stalk,
    celery stalks, corn stalk, corn stalks, bean stalk, beanstalk, stalks of celery, stalking lion, lion stalks, lion stalking, cat stalks, cat stalking,
    storm threatens, rain threatens, threatening clouds, threatening sky, clouds threaten, endangered and threatened, threatened species,
    against phishing, phishing awareness, phishing prevention, prevent phishing, beware of phishing,
    trash can, garbage truck, garbage can, dirty dishes, dirty laundry, dirty dancing, dirty car, hate mondays, hate broccoli, trash talk,
    couple of, a couple days, crush grapes, candy crush, orange crush, crushed ice, newlywed game, love you mom, love you mum, love you dad,
    love you grandma, love you grandpa, i love you all, love you all, love you guys, in love with pizza, in love with this song,
    in love with this game, in love with coffee, fall in love with hiking, in love with hiking, in love with my bike, in love
    with the view, love to, fall for the trick, falls for the trick, falling for the trick, dating the fossil, dating fossils, carbon dating,
    dating back, dating from, up to date, date palm, date cake, due date, kiss the ground, kiss my dog, kiss my cat, kisses my dog, hershey kiss,
    chocolate kiss, kiss cam fail, french kiss cocktail, blow a kiss to the crowd, kiss goodbye to sugar, sealed with a kiss cam,
    chefs kiss, bride of frankenstein, groom the dog, grooming the dog, grooms the dog, groom the horse, grooming the horse, groom a dog, groom
    dogs, grooming dogs, grooming a horse, grooming my horse, groom my horse, pet groomer, dog groomer, sexy primes, midwife, fishwife, housewife, intimate knowledge, intimate concert,
    intimate venue, romance languages, romantic era, romantic period, elephant trunks, tree trunks, car trunks, storage trunks, debriefs,
    tool briefs, legal briefs, boxers in the ring puppy, boxer dog, boxers playing fetch, thong sandals, bran, corset flower,
    silly putty, silly string, joking aside, comic book, comic con, funny bone, roast beef, roasted chicken, roast chicken, roast coffee,
    coffee roasting, roasting marshmallows, roasting chestnuts, roasting coffee, roasting vegetables, roasting potatoes, roast potatoes, tease out, teaser
    trailer, tea ser, clownfish, clown fish, meme theory lecture, good, mood, food, soo, boo, pin the tail, pin number one, bowling pin, rolling pin, hair pin, pin board,
    safety pin, prince charming, little prince, fresh prince, river bank, bank of the river, snow bank, food bank, piggy bank, power bank, bank of clouds, police academy film"""
